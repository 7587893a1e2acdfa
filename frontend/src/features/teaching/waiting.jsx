/** What learners left for who teaches a course, each with the way there; nothing while nothing is. */
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-insight').CourseWaiting} CourseWaiting */

/** @param {{slug: string, of: CourseWaiting|undefined}} props */
export function Waiting({ slug, of }) {
  if (!of) return null;
  const shown = /** @type {const} */ ([
    ['reports', of.reports, paths.courseReports(slug)],
    ['stuck', of.stuck, paths.courseProgress(slug)],
    ['rated', of.ratings, paths.courseReports(slug)],
  ]).filter(([, n]) => n > 0);
  if (shown.length === 0) return null;
  return (
    <p class="goes">
      {shown.map(([what, n, href]) => (
        <a key={what} href={href}>
          {t(`waits.${what}`, { n: format.value.number(n), count: n, days: of.days })}
        </a>
      ))}
    </p>
  );
}
