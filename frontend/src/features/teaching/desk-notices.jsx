/** What the editor must know before going on: another's text, a newer version, a kept text. */
import { useEffect, useRef } from 'preact/hooks';
import { warn } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Differences } from './differences.jsx';
import { differences } from './source.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-teaching').DraftRead} DraftRead */

/** @param {{mine: Record<string, any>, theirs: DraftRead, choose: (source: Record<string, any>, over: DraftRead) => void}} props */
export function Conflict({ mine, theirs, choose }) {
  const heading = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  // It stands above the form, and the editor may be far down in it.
  useEffect(() => heading.current?.focus(), []);
  const by = theirs.saved_by ?? t('published');
  const at = theirs.saved_at
    ? t('savedAt', {
        name: by,
        date: format.value.date(theirs.saved_at),
        time: format.value.time(theirs.saved_at),
      })
    : t('draftGone');
  return (
    <section class="note flow conflict" aria-labelledby="conflict">
      <h2 id="conflict" ref={heading} tabIndex={-1}>
        <Icon of={warn} /> {t('conflict')}
      </h2>
      <p>
        {at} {t('conflictWords')}
      </p>
      <Differences list={differences(mine, theirs.source)} before={t('mine')} after={by} />
      <div class="deeds">
        <button class="btn line" type="button" onClick={() => choose(mine, theirs)}>
          {t('keepMine')}
        </button>
        <button class="btn line" type="button" onClick={() => choose(theirs.source, theirs)}>
          {t('takeTheirs', { name: by })}
        </button>
      </div>
    </section>
  );
}

/** @param {{opened: DraftRead, source: Record<string, any>, goOn: () => void, drop: () => void}} props */
export const Outdated = ({ opened, source, goOn, drop }) => (
  <section class="note flow conflict" aria-labelledby="outdated">
    <h2 id="outdated">
      <Icon of={warn} /> {t('outdated', { n: opened.current })}
    </h2>
    <p>{t('outdatedWords', { old: opened.based_on, n: opened.current })}</p>
    <Differences
      list={differences(opened.published, source)}
      before={t('versionShort', { n: opened.current })}
      after={t('thisDraft')}
    />
    <div class="deeds">
      <button class="btn line" type="button" onClick={goOn}>
        {t('goOn')}
      </button>
      <button class="btn line" type="button" onClick={drop}>
        {t('beginAnew')}
      </button>
    </div>
  </section>
);
