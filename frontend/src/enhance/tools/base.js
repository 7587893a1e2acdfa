/**
 * The shape of what a tool works out; see the server's `worksheets/tools/base.py`. A slot is a number
 * with a decimal point, or `@key` for words.
 *
 * @typedef {{key: string, slots: Record<string, string>, tone: string}} Line
 * @typedef {{label: string, value: string, part: number, tone: string}} Bar
 * @typedef {{title: string, items: string[], track: {start: number, end: number, kind: string}[]}} Group
 * @typedef {{lines: Line[], bars: Bar[], groups: Group[]}} Result
 * @typedef {Record<string, string>} Values
 * @typedef {(values: Values, weight: string) => Result} Tool
 */

/** @returns {Line} */
export const line = (
  /** @type {string} */ key,
  /** @type {Record<string, string>} */ slots = {},
  tone = '',
) => ({ key, slots, tone });
/** @returns {Bar} */
export const bar = (
  /** @type {string} */ label,
  /** @type {string} */ value,
  /** @type {number} */ part,
  tone = '',
) => ({ label, value, part, tone });
/** @param {Partial<Result>} [parts] @returns {Result} */
export const result = (parts) => ({ lines: [], bars: [], groups: [], ...parts });

/**
 * The rows of a table that hold anything, in order; cells stripped.
 *
 * @param {Values} values @param {string} name @param {string[]} columns @param {number} most
 */
export function rowsOf(values, name, columns, most) {
  const rows = [];
  for (let number = 1; number <= most; number++) {
    const cells = columns.map((column) => (values[`${name}.${number}.${column}`] ?? '').trim());
    if (cells.some(Boolean)) rows.push(cells);
  }
  return rows;
}
