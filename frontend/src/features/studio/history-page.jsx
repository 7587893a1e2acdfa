/** Riwayat: what was done to a draft, its differences, undoing it; and older published versions. */
import { useState } from 'preact/hooks';
import { again } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import * as api from './api.js';
import { actWords, nameOf } from './history-words.js';
import { mayUndo, takenBack } from './steps.js';
import { Files } from './unified.jsx';
import { Versions } from './versions.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').HistoryRow} HistoryRow */
/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */

const MOST_NAMES = 3;

/** @param {{id: string, number: number, outline: Outline|null}} props */
function Entry({ id, number, outline }) {
  const found = useLoaded(`entry ${id} ${number}`, (signal) => api.entry(id, number, signal));
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!found.value) return <Skeleton lines={3} />;
  return <Files files={found.value.files} outline={outline} />;
}

/**
 * @param {{id: string, entry: HistoryRow, outline: Outline|null, gone: boolean, undone: (what: string) => void}} props `gone`: it was taken back
 */
function Row({ id, entry, outline, gone, undone }) {
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAct();
  const words = actWords(entry, outline);
  const all = [...new Set(entry.paths.map((path) => nameOf(outline, path)))];
  const more = all.length - MOST_NAMES;
  const names = all.slice(0, MOST_NAMES);

  async function undo() {
    if (await run(() => api.undo(id, entry.number).then(() => true))) undone(words);
  }
  return (
    <li class="history-row">
      <p>
        <b>{words}</b> {gone && <span class="tag soft">{t('takenBack')}</span>}
      </p>
      <p class="small soft">
        {[
          entry.by,
          format.value.time(entry.at),
          all.length > 1 && names.join(', ') + (more > 0 ? t('andMore', { n: more }) : ''),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {entry.paths.length > 0 && (
        <div class="deeds">
          <button
            class="link"
            type="button"
            aria-expanded={open}
            aria-label={t('differencesOf', { name: words })}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'hideDifferences' : 'showDifferences')}
          </button>
          {mayUndo(entry) && !gone && (
            <button
              class="link"
              type="button"
              aria-disabled={busy}
              aria-label={t('undoOne', { what: words })}
              onClick={() => void undo()}
            >
              <Icon of={again} class="back-turn" />
              {t('undo')}
            </button>
          )}
        </div>
      )}
      {problem && <Trouble problem={problem} />}
      {open && <Entry id={id} number={entry.number} outline={outline} />}
    </li>
  );
}

/** @param {HistoryRow[]} items @returns {[string, HistoryRow[]][]} by day, in their order */
function byDay(items) {
  /** @type {Map<string, HistoryRow[]>} */
  const days = new Map();
  for (const one of items) {
    const day = format.value.weekday(one.at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}

/** @param {{params: {id: string}}} props */
export default function HistoryPage({ params: { id } }) {
  const outline = useLoaded(`outline ${id}`, (signal) => api.outline(id, signal));
  const list = useLoaded(`history ${id}`, (signal) => api.history(id, null, signal));
  const [said, setSaid] = useState('');
  const items = list.value?.items;
  const gone = takenBack(items ?? []);

  async function more() {
    const old = /** @type {api.Page<HistoryRow>} */ (list.value);
    const page = await api.history(id, old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  /** @param {string} words */
  function done(words) {
    setSaid(words);
    announce(words);
    void outline.reload();
    void list.reload();
  }

  return (
    <Studio id={id} draft={outline.value} place="history">
      {outline.problem && <Trouble problem={outline.problem} retry={outline.reload} />}
      {said && <p class="note small">{said}</p>}
      <div class="studio-desk">
        <section aria-labelledby="langkah">
          <h2 id="langkah">{t('steps')}</h2>
          <p class="small soft">{t('stepsWords')}</p>
          {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
          {!items && !list.problem && <Skeleton lines={8} />}
          {items?.length === 0 && <Empty text={t('noSteps')} />}
          {items &&
            byDay(items).map(([day, entries]) => (
              <section key={day} class="day">
                <h3>{day}</h3>
                <ol class="list">
                  {entries.map((entry) => (
                    <Row
                      key={entry.number}
                      id={id}
                      entry={entry}
                      outline={outline.value}
                      gone={gone.has(entry.number)}
                      undone={(what) => done(t('undone', { what }))}
                    />
                  ))}
                </ol>
              </section>
            ))}
          {list.value?.next && (
            <button class="btn line wide" type="button" onClick={() => void more()}>
              {t('more')}
            </button>
          )}
        </section>
        {outline.value && (
          <Versions
            outline={outline.value}
            done={(n) => {
              done(t('rolledBack', { n }));
            }}
          />
        )}
      </div>
    </Studio>
  );
}
