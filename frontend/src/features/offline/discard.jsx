/** Taking away what waits: after a plain warning and the offer of a file, never by one tap. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { file, warn } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import { discard } from '../../offline/discard.js';
import { Icon } from '../../ui/icon.jsx';

/** @typedef {import('../../kit/command.js').Command} Command */

/** @param {import('./waiting.jsx').About & {close: () => void}} props */
export function Discard({ waiting, titles, moment, exportFile, removed, close }) {
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [isUnderstood, setUnderstood] = useState(false);
  const [said, setSaid] = useState('');
  const heading = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  useEffect(() => heading.current?.focus(), []);
  const ids = waiting.map(({ id }) => id).filter((id) => chosen.includes(id));
  const isAll = ids.length === waiting.length;
  const mayRemove = ids.length > 0 && isUnderstood;
  const choose = (/** @type {string[]} */ next) => {
    setChosen(next);
    // Understood was what had been chosen then.
    setUnderstood(false);
  };
  const name = (/** @type {Command} */ { kind, payload }) =>
    [known(kind, t('activity')), titles[String(payload.activity)]].filter(Boolean).join(': ');

  return (
    <section class="card flow" aria-labelledby="buang">
      <h3 id="buang" tabIndex={-1} ref={heading}>
        {t('removeWaiting')}
      </h3>
      <p class="note small">
        <b>{t('removeWarning')}</b> {t('removeWords')}
      </p>
      <button
        class="btn line wide"
        type="button"
        onClick={() =>
          exportFile().then(
            () => setSaid(t('exported')),
            (trouble) => setSaid(trouble.message),
          )
        }
      >
        <Icon of={file} /> {t('exportFirst')}
      </button>
      <p class="small" role="status">
        {said}
      </p>
      <fieldset class="picks">
        <legend class="small soft">{t('removeChoose')}</legend>
        <label class="row">
          <input
            type="checkbox"
            checked={isAll}
            onChange={() => choose(isAll ? [] : waiting.map(({ id }) => id))}
          />
          <b>{t('removeAll', { n: waiting.length })}</b>
        </label>
        {waiting.map((command) => {
          const { id, occurred_at: at } = command;
          const isChosen = ids.includes(id);
          return (
            <label key={id} class="row">
              <input
                type="checkbox"
                checked={isChosen}
                onChange={() => choose(isChosen ? ids.filter((one) => one !== id) : [...ids, id])}
              />
              <span class="grow">
                {name(command)}
                <small class="soft">{moment(at)}</small>
              </span>
            </label>
          );
        })}
        <label class="row understood">
          <input
            type="checkbox"
            checked={isUnderstood}
            disabled={!ids.length}
            onChange={() => setUnderstood(!isUnderstood)}
          />
          <span>{t('removeUnderstood', { n: ids.length })}</span>
        </label>
      </fieldset>
      <div class="row wrapf">
        <button class="btn low" type="button" onClick={close}>
          {t('removeKeep')}
        </button>
        <button
          class="btn line low push"
          type="button"
          disabled={!mayRemove}
          onClick={() => void discard(ids).then((n) => (close(), removed(n)))}
        >
          <Icon of={warn} /> {t('removeNow', { n: ids.length })}
        </button>
      </div>
    </section>
  );
}
