/**
 * Numbers as people type them, and exact results as people read them: fractions of whole numbers, no
 * floats. The same rules as in the server's `worksheets/numbers.py`.
 */

/** @typedef {readonly [bigint, bigint]} Ratio numerator and denominator, the latter above 0 */

const GROUPED = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?$/;
const PLAIN = /^\d{1,12}(?:[.,]\d{1,6})?$/;

/** A number of 0 or more; "1.240" is one thousand two hundred and forty. @returns {Ratio|null} */
export function readNumber(/** @type {string|undefined} */ text = '') {
  let said = text.trim();
  if (GROUPED.test(said)) said = said.replaceAll('.', '');
  else if (!PLAIN.test(said)) return null;
  const [whole = '', decimals = ''] = said.split(/[.,]/);
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}

/** A whole number of 0 or more, else null. @param {string} [text] */
export function readWhole(text) {
  const number = readNumber(text);
  return number && number[0] % number[1] === 0n ? number[0] / number[1] : null;
}

/** Numbers parted by spaces or semicolons; null if one is none. @returns {Ratio[]|null} */
export function readMany(/** @type {string} */ text) {
  const parts = text
    .trim()
    .split(/[\s;]+|,(?=\s)/)
    .filter(Boolean);
  const numbers = parts.map((part) => readNumber(part.replace(/,+$/, '')));
  return numbers.includes(null) ? null : /** @type {Ratio[]} */ (numbers);
}

/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
export const times = (a, b) => [a[0] * b[0], a[1] * b[1]];
/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
export const over = (a, b) => [a[0] * b[1], a[1] * b[0]];
/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
export const plus = (a, b) => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
export const minus = (a, b) => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
/** Below, equal or above 0 as a is less than b, equal or more. @param {Ratio} a @param {Ratio} b */
export const compare = (a, b) => Number(a[0] * b[1] - b[0] * a[1]);
/** @param {bigint|number} whole @returns {Ratio} */
export const of = (whole) => [BigInt(whole), 1n];
/** The whole thousandths of a ratio. @param {Ratio} ratio */
export const thousandths = ([n, d]) => Number((n * 1000n) / d);

/** Rounded half up to exactly so many decimals, with a decimal point. @param {Ratio} ratio */
export function fixed([n, d], /** @type {number} */ digits) {
  const sign = n < 0n ? -1n : 1n;
  const rounded = (2n * n * sign * 10n ** BigInt(digits) + d) / (2n * d);
  const text = String(rounded).padStart(digits + 1, '0');
  const point = text.length - digits;
  const minusSign = sign < 0n && rounded ? '-' : '';
  return minusSign + text.slice(0, point) + (digits ? `.${text.slice(point)}` : '');
}

/** The same without noughts at the end: "8", "13.3". @param {Ratio} ratio */
export const short = (ratio, digits = 1) => fixed(ratio, digits).replace(/\.?0+$/, '');
