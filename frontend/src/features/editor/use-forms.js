/** Forms, and the library that reads and writes their files, fetched with the first that is opened. */
import { useEffect, useState } from 'preact/hooks';
import { language } from '../../kit/session.js';

/** @typedef {{yaml: typeof import('yaml'), FormDesk: typeof import('./form-desk.jsx').FormDesk, Questions: typeof import('./bank-questions.jsx').Questions|null}} Forms */

/** @param {string} kind @returns {Promise<Forms>} */
async function fetched(kind) {
  const [yaml, { FormDesk }, questions] = await Promise.all([
    import('yaml'),
    import('./form-desk.jsx'),
    kind === 'quiz'
      ? Promise.all([
          import('./bank-questions.jsx'),
          import('../../ui/questions/words.js').then(({ speak }) => speak(language.value)),
        ])
      : null,
  ]);
  return { yaml: /** @type {any} */ (yaml), FormDesk, Questions: questions?.[0].Questions ?? null };
}

/** @param {string|null} kind none while no form is wanted @returns {Forms|null} null until they are here */
export function useForms(kind) {
  const [forms, setForms] = useState(/** @type {Forms|null} */ (null));
  useEffect(() => {
    if (kind === null) return;
    // A line that is down leaves the file itself to be written.
    fetched(kind)
      .then((found) => setForms(() => found))
      .catch(() => {});
  }, [kind]);
  return forms;
}
