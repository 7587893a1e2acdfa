/** What a course's data says about the way through it. Pure. */

/** @typedef {import('../../kit/api-types').CourseDetail} CourseDetail */
/** @typedef {import('../../kit/api-types').Module} Module */
/** @typedef {import('../../kit/api-types').Activity} Activity */
/** @typedef {import('../../kit/api-types').Certificate} Certificate */

/** An activity that has given all it must. @param {Activity} activity */
export const isDone = ({ kind, state, exempt }) =>
  exempt || !!(kind === 'lesson' ? state?.done : state?.outcome?.state === 'passed');

/** @param {Module} module @param {string|undefined} next link of the learner's next step */
export function moduleState({ activities, done, required }, next) {
  if (required > 0 && done >= required) return 'd';
  const here = activities.some(({ link }) => link === next);
  return here ? 'c' : '';
}

/**
 * The one main button: enrol → start → continue → certificate.
 *
 * @param {CourseDetail} course
 * @param {Certificate|null} certificate
 * @returns {{act: 'enrol'|'start'|'continue'|'certificate'|'again', link: string|null}}
 */
export function mainAction(course, certificate) {
  if (course.status === 'none') return { act: 'enrol', link: null };
  const first = course.modules[0]?.activities[0]?.link ?? null;
  if (course.status === 'completed') {
    if (certificate?.status === 'valid') return { act: 'certificate', link: certificate.pdf_link };
    return { act: 'again', link: first };
  }
  const begun = course.modules.some(({ activities }) =>
    activities.some(({ state }) => state?.opened),
  );
  return { act: begun ? 'continue' : 'start', link: course.next?.link ?? first };
}

/** How many quizzes and how many other activities must be done to pass. @param {Module[]} modules */
export function toPass(modules) {
  const needed = modules.flatMap(({ activities }) => activities).filter(({ required }) => required);
  const tests = needed.filter(({ kind }) => kind === 'quiz').length;
  return { others: needed.length - tests, tests };
}
