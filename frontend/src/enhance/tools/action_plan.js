/** An action plan for 30, 60 and 90 days: which steps are whole. */
import { line, result, rowsOf } from './base.js';

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  const lines = [];
  for (const days of ['30', '60', '90']) {
    const rows = rowsOf(values, `d${days}`, ['what', 'evidence', 'who', 'when'], 6);
    const whole = rows.filter((row) => row.every(Boolean)).length;
    if (rows.length > whole) {
      lines.push(line('unfinished', { days, n: String(rows.length - whole) }, 'wait'));
    } else if (whole) lines.push(line('whole', { days, n: String(whole) }, 'ok'));
  }
  return result({ lines });
};
