import { t } from './words.js';

/** @typedef {{slug: string, title: string}} CourseChoice */
/** @typedef {import('../../kit/api-types').Agency} Agency */

/** Whose a bank may be, as `course:<slug>` and `agency:<id>`. @param {{courses: CourseChoice[], units: Agency[]}} props */
export const OwnerOptions = ({ courses, units }) => (
  <>
    {courses.length > 0 && (
      <optgroup label={t('ofCourse')}>
        {courses.map(({ slug, title }) => (
          <option key={slug} value={`course:${slug}`}>
            {title}
          </option>
        ))}
      </optgroup>
    )}
    {units.length > 0 && (
      <optgroup label={t('ofAgency')}>
        {units.map(({ id, name, depth }) => (
          <option key={id} value={`agency:${id}`}>
            {'\u2003'.repeat(Math.max(depth - 1, 0)) + name}
          </option>
        ))}
      </optgroup>
    )}
  </>
);
