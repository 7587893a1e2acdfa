/** Two versions of a question side by side: each place that differs, with the words that do. */
import { words } from './differing.js';
import { known, t } from './words.js';

/** @typedef {import('./differing.js').Difference} Difference */

/** Where a value stands, in words: "Pilihan 2", "Penjelasan (Inggris)". @param {Difference['path']} path */
function nameOf(path) {
  const [head, language, ...rest] = path;
  const parts = (head === 'text' ? rest : path).flatMap((one) =>
    typeof one === 'number'
      ? [String(one + 1)]
      : ['text', 'id'].includes(one)
        ? []
        : [known(`field.${one}`, one)],
  );
  const place = parts.join(' ') || t('question');
  return head === 'text' && language === 'en' ? t('inEnglish', { name: place }) : place;
}

/** A value as a person writes it. @param {any} value @returns {string} */
function said(value) {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(said).join(', ');
  if (typeof value === 'object') {
    if (typeof value.text === 'string') return value.text;
    return Object.entries(value)
      .map(([key, inner]) => `${known(`field.${key}`, key)}: ${said(inner)}`)
      .join(', ');
  }
  return known(
    `value.${value}`,
    known(`kind.${value}`, known(`difficulty.${value}`, String(value))),
  );
}

/** @param {{before: any, after: any, side: 'gone'|'new'}} props */
function Side({ before, after, side }) {
  const [a, b] = [said(before), said(after)];
  return (
    <>
      {words(a, b)
        .filter(({ how }) => how === 'same' || how === side)
        .map(({ text, how }, n) =>
          how === 'same' ? (
            text
          ) : side === 'gone' ? (
            <del key={n}>{text}</del>
          ) : (
            <ins key={n}>{text}</ins>
          ),
        )}
    </>
  );
}

/** @param {{list: Difference[], before: string, after: string}} props */
export const DifferenceTable = ({ list, before, after }) => (
  <div class="tbl" tabIndex={0} role="region" aria-label={t('differences')}>
    <table class="differing">
      <thead>
        <tr>
          <th scope="col">{t('where')}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.path.join('.')}>
            <th scope="row">{nameOf(one.path)}</th>
            <td>
              <Side before={one.before} after={one.after} side="gone" />
            </td>
            <td>
              <Side before={one.before} after={one.after} side="new" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
