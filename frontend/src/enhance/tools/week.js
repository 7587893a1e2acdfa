/** A week in blocks around the hours of the counter: where the time goes, and what overlaps. */
import { bar, line, result, rowsOf } from './base.js';
import { spoken } from './minutes.js';
import { of } from './numbers.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const KINDS = ['counter', 'focus', 'meeting', 'small', 'rest'];
const LEAST_FOCUS = 45;

/** Minutes from midnight. @param {string} text */
function minutes(text) {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  let backwards = 0;
  /** @type {{day: string, start: number, end: number, kind: string, what: string}[]} */
  const placed = [];
  for (const row of rowsOf(values, 'block', ['day', 'from', 'to', 'kind', 'what'], 30)) {
    const [day = '', from = '', to = '', kind = '', what = ''] = row;
    const [start, end] = [minutes(from), minutes(to)];
    if (!DAYS.includes(day) || !KINDS.includes(kind) || start === null || end === null) continue;
    if (end <= start) backwards += 1;
    else placed.push({ day, start, end, kind, what });
  }
  placed.sort(
    (a, b) => DAYS.indexOf(a.day) - DAYS.indexOf(b.day) || a.start - b.start || a.end - b.end,
  );
  const lines = [];
  if (backwards) lines.push(line('backwards', { n: String(backwards) }, 'no'));
  if (!placed.length) return result({ lines });
  const groups = [];
  for (const day of DAYS) {
    const blocks = placed.filter((one) => one.day === day);
    if (!blocks.length) continue;
    let [latest, overlaps] = [0, 0];
    for (const { start, end } of blocks) {
      if (start < latest) overlaps += 1;
      latest = Math.max(latest, end);
    }
    if (overlaps) lines.push(line('overlap', { day: `@${day}`, n: String(overlaps) }, 'no'));
    groups.push({
      title: `@${day}`,
      items: blocks.map(({ what }) => what),
      track: blocks.map(({ start, end, kind }) => ({ start, end, kind })),
    });
  }
  const least = String(LEAST_FOCUS);
  const focus = placed.filter(
    ({ kind, start, end }) => kind === 'focus' && end - start >= LEAST_FOCUS,
  ).length;
  lines.push(
    focus
      ? line('focus_blocks', { n: String(focus), least }, 'ok')
      : line('no_focus', { least }, 'wait'),
  );
  const spent = (/** @type {string} */ kind) =>
    placed.reduce((sum, one) => sum + (one.kind === kind ? one.end - one.start : 0), 0);
  const total = placed.reduce((sum, { start, end }) => sum + end - start, 0);
  lines.push(line('total', spoken(of(total))));
  const bars = KINDS.filter(spent).map((kind) =>
    bar(`@${kind}`, String(spent(kind)), Math.floor((spent(kind) * 1000) / total)),
  );
  return result({ lines, bars, groups });
};
