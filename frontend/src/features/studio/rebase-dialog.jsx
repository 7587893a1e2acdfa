/** The draft set upon the newest published version; what both changed is chosen file by file. */
import { useEffect, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { nameOf } from './history-words.js';
import { differing } from './lines.js';
import { Lines } from './unified.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */

/** @param {{outline: Outline, done: (outline: Outline) => void, close: () => void}} props */
export function RebaseDialog({ outline, done, close }) {
  const { busy, problem, run } = useAct();
  const [clashes, setClashes] = useState(
    /** @type {import('../../kit/api-types-studio').FileConflict[]|null} */ (null),
  );
  const [chosen, choose] = useState(/** @type {Record<string, 'mine'|'theirs'>} */ ({}));

  async function ask() {
    const answer = await run(() => api.rebase(outline.id, chosen));
    if (!answer) return;
    if (answer.outline) {
      announce(t('rebased', { n: answer.outline.based_on ?? 0 }));
      done(answer.outline);
    } else setClashes(answer.conflicts);
  }
  useEffect(() => void ask(), []);
  const ready = clashes?.every(({ path }) => chosen[path]) && !busy;

  return (
    <Dialog title={t('rebaseTitle', { n: outline.current ?? 0 })} close={close} wide>
      {problem && <Trouble problem={problem} retry={() => void ask()} />}
      {!clashes && !problem && <Skeleton lines={4} />}
      {clashes && clashes.length > 0 && (
        <form
          class="flow"
          onSubmit={(sent) => {
            sent.preventDefault();
            if (ready) void ask();
          }}
        >
          <p>{t('rebaseWords', { count: clashes.length })}</p>
          {clashes.map(({ path, mine, theirs }) => (
            <fieldset key={path} class="clash flow">
              <legend>
                <b>{nameOf(outline, path)}</b>
              </legend>
              {mine !== null && theirs !== null ? (
                <Lines
                  lines={differing(theirs, mine)}
                  label={t('differencesOf', { name: nameOf(outline, path) })}
                />
              ) : (
                <p class="small">
                  {t(mine === theirs ? 'notText' : mine === null ? 'goneInDraft' : 'goneInVersion')}
                </p>
              )}
              <div class="sides">
                {
                  /** @type {const} */ ([
                    ['mine', 'inDraftText'],
                    ['theirs', 'inVersionText'],
                  ]).map(([side, words]) => (
                    <label key={side} class="opt">
                      <input
                        type="radio"
                        name={path}
                        checked={chosen[path] === side}
                        onChange={() => choose({ ...chosen, [path]: side })}
                      />
                      <span>{t(words, { n: outline.current ?? 0 })}</span>
                    </label>
                  ))
                }
              </div>
            </fieldset>
          ))}
          <button class="btn wide" aria-disabled={!ready}>
            {t('rebaseUse')}
          </button>
          {!ready && <p class="small soft">{t('chooseAll')}</p>}
        </form>
      )}
    </Dialog>
  );
}
