/** Minutes of citizens added up: 46 people × 5 minutes = 3 hours 50 minutes. */
import { line, result } from './base.js';
import { minus, of, over, readNumber, readWhole, short, times } from './numbers.js';

/** Whole hours and the minutes beyond them. @param {import('./numbers.js').Ratio} minutes */
export function spoken(minutes) {
  const hours = minutes[0] / (minutes[1] * 60n);
  return { h: String(hours), m: short(minus(minutes, of(hours * 60n)), 2) };
}

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  const people = readWhole(values.people);
  const each = readNumber(values.each);
  const days = readWhole(values.days);
  if (!people || !each?.[0]) return result();
  const total = times(of(people), each);
  const lines = [
    line('sum', { people: String(people), each: short(each, 2), total: short(total, 2) }),
    line('day', spoken(total), 'big'),
  ];
  if (days) {
    const month = times(total, of(days));
    const working = short(over(month, of(450)));
    lines.push(line('month', { ...spoken(month), days: String(days), working }));
  }
  return result({ lines });
};
