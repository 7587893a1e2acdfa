/** What became of a file that was brought in: the draft, what was left out, what is to be mended. */
import { useEffect, useRef } from 'preact/hooks';
import { ok } from '../../icons.json';
import * as paths from '../../kit/manage-paths.js';
import { Icon } from '../../ui/icon.jsx';
import { Findings } from './findings.jsx';
import { Missing } from './missing.jsx';
import { t } from './words.js';

/** @param {{made: import('../../kit/api-types-review').CourseImported, left: string[]}} props */
export function Made({ made, left }) {
  const heading = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  // What it was asked with has gone.
  useEffect(() => heading.current?.focus(), [made]);
  return (
    <section class="flow" aria-labelledby="hasil">
      <h2 id="hasil" tabIndex={-1} ref={heading}>
        {made.title}
      </h2>
      <p class="tag ok" role="status">
        <Icon of={ok} />
        {t(made.created ? 'madeNew' : 'madeInto', { count: made.files })}
        {made.media > 0 && ` ${t('madeMedia', { count: made.media })}`}
      </p>
      {made.published && <p class="note">{t('samePublished')}</p>}
      <p>
        <a class="btn" href={paths.studioCourse(made.id)}>
          {t('openDraft')}
        </a>
      </p>
      <Missing id={made.id} list={made.missing} />
      {made.findings.length > 0 ? (
        <>
          <h3>{t('toMend', { count: made.findings.length })}</h3>
          <p class="small soft">{t('toMendWords')}</p>
          <Findings id={made.id} list={made.findings} />
        </>
      ) : (
        <p class="soft">{t('nothingToMend')}</p>
      )}
      <LeftOut names={[...left, ...made.left_out]} />
    </section>
  );
}

/** @param {{names: string[]}} props */
const LeftOut = ({ names }) =>
  names.length === 0 ? null : (
    <details>
      <summary>{t('leftOut', { count: names.length })}</summary>
      <ul class="small findings">
        {names.slice(0, 200).map((name, n) => (
          <li key={n}>{name}</li>
        ))}
      </ul>
    </details>
  );
