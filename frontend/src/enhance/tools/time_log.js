/** Five working days of one's own time, by category. Its values never leave the device. */
import { bar, line, result, rowsOf } from './base.js';
import { spoken } from './minutes.js';
import {
  compare,
  fixed,
  of,
  over,
  plus,
  readNumber,
  short,
  thousandths,
  times,
} from './numbers.js';

/** @typedef {import('./numbers.js').Ratio} Ratio */
/** @typedef {{category: string, minutes: Ratio, origin: string}} Entry */

const CATEGORIES = ['service', 'task', 'message', 'meeting', 'searching', 'other'];
const COLUMNS = ['category', 'minutes', 'origin', 'what'];
const DAYS = [1, 2, 3, 4, 5];
const LEAST_MINUTES = of(60);

/** @param {import('./base.js').Values} values @param {number} day @returns {Entry[]} */
const entriesOf = (values, day) =>
  rowsOf(values, `d${day}`, COLUMNS, 20).flatMap(([category = '', said, origin = '']) => {
    const minutes = readNumber(said);
    return minutes?.[0] && CATEGORIES.includes(category) ? [{ category, minutes, origin }] : [];
  });
/** @param {Entry[]} entries */
const sum = (entries) => entries.reduce((all, { minutes }) => plus(all, minutes), of(0));

/** How many days hold at least an hour: all that is ever told to the server. */
export const daysFilled = (/** @type {import('./base.js').Values} */ values) =>
  DAYS.filter((day) => compare(sum(entriesOf(values, day)), LEAST_MINUTES) >= 0).length;

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  const entries = DAYS.flatMap((day) => entriesOf(values, day));
  if (!entries.length) return result();
  const spent = CATEGORIES.map((name) => ({
    name,
    minutes: sum(entries.filter(({ category }) => category === name)),
  }))
    .filter(({ minutes }) => minutes[0])
    // Sorting is stable: equals stay in the order of the categories.
    .sort((a, b) => compare(b.minutes, a.minutes));
  const greatest = spent[0]?.minutes ?? of(1);
  const filled = daysFilled(values);
  const total = sum(entries);
  const lines = [
    line('days', { n: String(filled), of: String(DAYS.length) }, filled === 5 ? 'ok' : 'wait'),
    line('total', spoken(total)),
  ];
  const between = sum(entries.filter(({ origin }) => origin === 'between'));
  if (between[0]) {
    const percent = fixed(over(times(between, of(100)), total), 0);
    lines.push(line('between_share', { minutes: short(between), percent }));
  }
  return result({
    lines,
    bars: spent.map(({ name, minutes }) =>
      bar(`@${name}`, short(minutes), thousandths(over(minutes, greatest))),
    ),
  });
};
