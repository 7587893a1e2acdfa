import { next } from '../../icons.json';
import { known, t } from '../../kit/i18n.js';
import * as paths from '../../kit/paths.js';
import { Icon } from '../../ui/icon.jsx';
import { Knots } from '../../ui/knots.jsx';

/** @typedef {import('../../kit/api-types').Resume} Resume */

/** The lantern on its cord. */
const Lantern = () => (
  <svg class="hang i" viewBox="0 0 36 69" aria-hidden="true">
    <path d="M18 0v25M13 28a5 5 0 0 1 10 0M11 28.5h14M12 28.5 6.5 41 12 55h12l5.5-14L24 28.5M11 55h14M15 59.5h6" />
    <path class="flame" d="m18 33.5 4.6 8-4.6 8-4.6-8z" />
  </svg>
);

/**
 * The one lit card: one tap to the exact spot.
 *
 * @param {{resume: Resume|null, begun: boolean}} props
 */
export function ResumeCard({ resume, begun }) {
  if (!resume) {
    return (
      <section class="card lit" aria-labelledby="lanjut">
        <Lantern />
        <h2 id="lanjut">{t(begun ? 'nothingWaits' : 'firstCourse')}</h2>
        <p class="soft">{t(begun ? 'nothingWaitsWords' : 'firstCourseWords')}</p>
        <a class="btn wide" href={paths.courses}>
          {t('chooseCourse')} <Icon of={next} />
        </a>
      </section>
    );
  }
  const { course, module, activity, minutes, link, place, of, met, done, required } = resume;
  return (
    <section class="card lit" aria-labelledby="lanjut">
      <Lantern />
      <p class="eyebrow">{t('resume')}</p>
      <h2 id="lanjut">{activity.title}</h2>
      <p class="soft small">
        {course.title} · {module}
      </p>
      <Knots of={of} done={done} met={met} place={place} />
      <p class="meta">
        <span>
          {known(`kind.${activity.kind}`)} {t('placeOf', { place, of })}
        </span>
        <span>{t('minutes', { n: minutes })}</span>
        <span>{t('doneOf', { done, of: required })}</span>
      </p>
      <a class="btn wide" href={link}>
        {t('continue')} <Icon of={next} />
      </a>
    </section>
  );
}
