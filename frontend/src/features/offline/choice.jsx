/** What to take of a course, and what it weighs. */
import { useState } from 'preact/hooks';
import { luring } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { known, t } from '../../kit/offline-i18n.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';

/** @typedef {import('../../offline/downloads.js').Manifest} Manifest */
/** @typedef {import('../../offline/downloads.js').Extra} Extra */

const EXTRAS = /** @type {Extra[]} */ (['images', 'audio', 'other']);

/** @param {{manifest: Manifest, free: number|null, begin: (extras: Extra[]) => Promise<void>}} props */
export function Choice({ manifest, free, begin }) {
  const [extras, setExtras] = useState(/** @type {Extra[]} */ (['images']));
  const { sizes, course } = manifest;
  const size = extras.reduce((sum, extra) => sum + sizes[extra], sizes.text);
  const { run, busy, problem } = useAct();
  const toggle = (/** @type {Extra} */ extra) =>
    setExtras(extras.includes(extra) ? extras.filter((e) => e !== extra) : [...extras, extra]);
  return (
    <section class="card flow" aria-labelledby="pilih">
      <h3 id="pilih">{t('what', { course: course.title })}</h3>
      <fieldset class="chips">
        <legend class="sr">{t('what', { course: course.title })}</legend>
        <label class="chip">
          <input type="checkbox" checked disabled /> {t('text')} {format.value.bytes(sizes.text)}
        </label>
        {EXTRAS.filter((extra) => sizes[extra]).map((extra) => (
          <label key={extra} class="chip">
            <input
              type="checkbox"
              checked={extras.includes(extra)}
              onChange={() => toggle(extra)}
            />
            {known(extra)} {format.value.bytes(sizes[extra])}
          </label>
        ))}
      </fieldset>
      {free !== null && <p class="small soft">{t('free', { size: format.value.bytes(free) })}</p>}
      {free !== null && free < size ? (
        <p class="note small">{t('noRoom')}</p>
      ) : (
        <button
          class="btn wide"
          type="button"
          aria-disabled={busy}
          onClick={() => void run(() => begin(extras))}
        >
          <Icon of={luring} /> {t('download', { size: format.value.bytes(size) })}
        </button>
      )}
      {problem && <Trouble problem={problem} />}
    </section>
  );
}
