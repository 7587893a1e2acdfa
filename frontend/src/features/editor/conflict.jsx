/** Two texts of one file beside each other: each part that differs, and what to keep of it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { warn } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { merged, offered, parts, words } from './merge.js';
import { t } from './words.js';

/** @typedef {import('./merge.js').Part} Part */
/** @typedef {import('./merge.js').Choice} Choice */

/** Words of one side, with what the other has not. @param {{runs: import('./merge.js').Run[], side: 'gone'|'new'}} props */
const Side = ({ runs, side }) => (
  <>
    {runs
      .filter(({ how }) => how === 'same' || how === side)
      .map(({ text, how }, n) => (how === 'same' ? text : <mark key={n}>{text}</mark>))}
  </>
);

/**
 * @param {object} props
 * @param {Part} props.part
 * @param {number} props.number
 * @param {string} props.name who wrote the other text
 * @param {Choice|null} props.choice
 * @param {(choice: Choice) => void} props.choose
 */
function Different({ part, number, name, choice, choose }) {
  const runs = useMemo(() => words(part.mine, part.theirs), [part]);
  const said = /** @type {const} */ ([
    ['mine', t('mine'), <Side key="mine" runs={runs} side="gone" />, part.mine],
    ['theirs', t('theirs', { name }), <Side key="theirs" runs={runs} side="new" />, part.theirs],
  ]);
  return (
    <fieldset class="differs">
      <legend class="small">
        {t('differs', { n: number })}
        {part.who !== 'both' && (
          <span class="soft">
            {' '}
            {part.who === 'mine' ? t('onlyMine') : t('onlyTheirs', { name })}
          </span>
        )}
      </legend>
      <div class="versions">
        {said.map(([which, whose, shown, text]) => (
          <label key={which} class="opt version">
            <input
              type="radio"
              name={`part-${number}`}
              checked={choice === which}
              onChange={() => choose(which)}
            />
            <span>
              <b>{whose}</b>
              <span class="written">{text ? shown : <i class="soft">{t('nothing')}</i>}</span>
            </span>
          </label>
        ))}
      </div>
      {part.mine && part.theirs && (
        <label class="row tick">
          <input
            type="radio"
            name={`part-${number}`}
            checked={choice === 'all'}
            onChange={() => choose('all')}
          />
          {t('keepBoth')}
        </label>
      )}
    </fieldset>
  );
}

/**
 * @param {object} props
 * @param {string} props.base what mine was begun from
 * @param {string} props.mine
 * @param {import('./desk.js').Theirs} props.theirs
 * @param {(text: string) => void} props.choose
 */
export function Conflict({ base, mine, theirs, choose }) {
  const heading = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  const all = useMemo(() => parts(base, mine, theirs.text), [base, mine, theirs.text]);
  const [chosen, setChosen] = useState(() => offered(all));
  // It stands above the text, and whoever writes may be far down in it.
  useEffect(() => heading.current?.focus(), [theirs]);
  // Another text, or more of mine, was compared anew.
  useEffect(() => setChosen(offered(all)), [all]);
  const name = theirs.changed_by ?? t('somebody');
  const whole = chosen.length === all.length ? merged(all, chosen) : null;
  const left = all.filter(({ who }, place) => who !== 'same' && !chosen[place]).length;
  let number = 0;
  return (
    <section class="note flow two-texts" aria-labelledby="two-texts">
      <h2 id="two-texts" ref={heading} tabIndex={-1}>
        <Icon of={warn} /> {t('conflict')}
      </h2>
      <p>
        {theirs.changed_at &&
          t('conflictWho', {
            name,
            date: format.value.date(theirs.changed_at),
            time: format.value.time(theirs.changed_at),
          })}{' '}
        {t('conflictWords')}
      </p>
      {all.map((part, place) => {
        if (part.who === 'same') return null;
        number += 1;
        return (
          <Different
            key={place}
            part={part}
            number={number}
            name={name}
            choice={chosen[place] ?? null}
            choose={(choice) =>
              setChosen((old) => old.map((was, n) => (n === place ? choice : was)))
            }
          />
        );
      })}
      <div class="deeds">
        <button
          class="btn"
          type="button"
          aria-disabled={whole === null}
          onClick={() => whole !== null && choose(whole)}
        >
          {t('useMerged')}
        </button>
        <button class="btn line" type="button" onClick={() => choose(mine)}>
          {t('useMine')}
        </button>
        <button class="btn line" type="button" onClick={() => choose(theirs.text)}>
          {t('useTheirs', { name })}
        </button>
      </div>
      {left > 0 && <p class="small">{t('chooseLeft', { n: left })}</p>}
      <p class="small">{t('conflictHistory')}</p>
    </section>
  );
}
