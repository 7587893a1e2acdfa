/** Which courses a person's choices leave; topic and words are asked of the server. */

/** @typedef {import('../../kit/api-types').CourseCard} CourseCard */
/** @typedef {{status: string, jp: string, size: string, here: boolean}} Choice empty strings choose nothing; `here`: on this device */

/** @type {Record<string, (jp: number) => boolean>} */
const JP = {
  few: (jp) => jp <= 2,
  some: (jp) => jp > 2 && jp <= 5,
  many: (jp) => jp > 5,
};

/** @type {Record<string, number>} */
const SIZE_BYTES = { small: 500_000, medium: 1_000_000 };

/**
 * @param {CourseCard[]} courses
 * @param {Choice} choice
 * @param {Record<string, number>} [onDevice] by slug
 */
export const chosen = (courses, { status, jp, size, here }, onDevice = {}) =>
  courses.filter(
    (course) =>
      (!here || course.slug in onDevice) &&
      (!status || course.status === status) &&
      (!jp || JP[jp]?.(course.jp)) &&
      (!size || course.bytes <= (SIZE_BYTES[size] ?? Infinity)),
  );
