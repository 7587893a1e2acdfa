/** The learner's own tasks in four boxes, by importance and urgency. */
import { line, result, rowsOf } from './base.js';

/** @type {[string, string][]} important and urgent → the box */
const BOXES = [
  ['yes yes', 'do'],
  ['yes no', 'plan'],
  ['no yes', 'delegate'],
  ['no no', 'drop'],
];

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  const rows = rowsOf(values, 'task', ['name', 'important', 'urgent'], 15).filter(([name]) => name);
  const groups = BOXES.map(([place, key]) => ({
    title: `@${key}`,
    items: rows
      .filter(([, important, urgent]) => `${important} ${urgent}` === place)
      .map(([name = '']) => name),
    track: [],
  }));
  const n = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (!n) return result();
  const lines = [line('sorted', { n: String(n), all: String(rows.length) })];
  const first = groups[0]?.items.length ?? 0;
  if (first * 2 > n) lines.push(line('too_many_first', { n: String(first) }, 'wait'));
  return result({ lines, groups });
};
