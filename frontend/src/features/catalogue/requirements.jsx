import { down, not, ok } from '../../icons.json';
import { known, t } from '../../kit/i18n.js';
import { inCourse } from '../../kit/paths.js';
import { Icon } from '../../ui/icon.jsx';
import { Section } from '../../ui/page.jsx';

/** @typedef {import('../../kit/api-types').Requirement} Requirement */

// Beyond this a list of unread lessons says no more than its count does.
const SHOWN = 4;

/** @param {{item: Requirement}} props */
const Line = ({ item: { met, title, text, link, kind } }) => (
  <li class="row st">
    <Icon of={met ? ok : not} class={met ? 'ok' : 'wait'} />
    <div class="grow">
      <h3>{title}</h3>
      <p class="small soft">
        {text} {!met && <a href={link}>{known(`open.${kind}`, t('open'))}</a>}
      </p>
    </div>
  </li>
);

/**
 * *Apa yang kurang untuk lulus?* The server decides and words the reasons; here they are read.
 *
 * @param {{course: import('../../kit/api-types').CourseDetail}} props
 */
export function Requirements({ course }) {
  const requirements = course.requirements;
  if (!requirements) return null;
  const { complete, met, total, items } = requirements;
  const missing = items.filter((item) => !item.met);
  const fulfilled = items.filter((item) => item.met);
  const rest = missing.slice(SHOWN);
  return (
    <Section id="kurang" title={t(complete ? 'nothingMissing' : 'whatIsMissing')}>
      <p class="small soft under">
        {t('metOf', { met, total })} <a href={inCourse(course.slug, 'nilai')}>{t('grades')}</a>{' '}
        {complete && <a href={inCourse(course.slug, 'ulasan')}>{t('rate')}</a>}
      </p>
      {missing.length > 0 && (
        <ul class="list">
          {missing.slice(0, SHOWN).map((item) => (
            <Line item={item} />
          ))}
        </ul>
      )}
      {rest.length > 0 && <Fold words={t('moreMissing', { n: rest.length })} items={rest} />}
      {fulfilled.length > 0 && (
        <Fold words={t('fulfilled', { n: fulfilled.length })} items={fulfilled} />
      )}
    </Section>
  );
}

/** @param {{words: string, items: Requirement[]}} props */
const Fold = ({ words, items }) => (
  <details>
    <summary class="small">
      {words} <Icon of={down} class="v" />
    </summary>
    <ul class="list">
      {items.map((item) => (
        <Line item={item} />
      ))}
    </ul>
  </details>
);
