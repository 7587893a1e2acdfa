/** The queue at a counter. Formulas and their sources: the server's `worksheets/tools/queue.py`. */
import { bar, line, result } from './base.js';
import {
  compare,
  minus,
  of,
  over,
  plus,
  readMany,
  readNumber,
  readWhole,
  short,
  thousandths,
  times,
} from './numbers.js';

/** @typedef {import('./numbers.js').Ratio} Ratio */

const ONE = of(1);
/** @type {Ratio} */
const TIGHT = [85n, 100n];
const HUNDRED = of(100);

/** ρ = λ · s / c. @param {Ratio} arrivals @param {Ratio} service @param {bigint} counters */
const utilisation = (arrivals, service, counters) =>
  over(times(arrivals, service), of(60n * counters));

/** @param {Ratio} busy */
const isTight = (busy) => compare(busy, TIGHT) >= 0;
/** @param {Ratio} busy */
const isGrowing = (busy) => compare(busy, ONE) >= 0;
/** @param {Ratio} busy */
const percent = (busy) => short(times(busy, HUNDRED));

/** @param {Ratio} arrivals @param {Ratio} service @param {bigint} counters @param {Ratio} busy */
function atCounters(arrivals, service, counters, busy) {
  const capacity = over(of(60n * counters), service);
  const more = utilisation(arrivals, service, counters + 1n);
  const grow = minus(arrivals, capacity);
  const state = isGrowing(busy)
    ? grow[0]
      ? line('growing', { grow: short(grow) }, 'no')
      : line('full', {}, 'no')
    : isTight(busy)
      ? line('tight', { percent: percent(busy) }, 'wait')
      : line('busy', { percent: percent(busy) }, 'ok');
  return [
    line('capacity', {
      counters: String(counters),
      capacity: short(capacity),
      arrivals: short(arrivals),
    }),
    state,
    line(isGrowing(more) ? 'one_more_growing' : 'one_more', {
      counters: String(counters + 1n),
      percent: percent(more),
    }),
  ];
}

/** L = λW. @param {Ratio} arrivals @param {Ratio} stay @param {Ratio} service @param {boolean} steady */
function inside(arrivals, stay, service, steady) {
  if (compare(stay, service) < 0) {
    return [line('stay_too_short', { service: short(service) }, 'no')];
  }
  if (!steady) return [line('no_steady_state', {}, 'no')];
  const people = short(over(times(arrivals, stay), of(60)));
  return [
    line('inside', { people }, 'big'),
    line('formula', { arrivals: short(arrivals), stay: short(stay), people }),
  ];
}

/** @param {string} text */
function measured(text) {
  if (!text.trim()) return [];
  const found = readMany(text);
  if (!found) return [line('unread', {}, 'no')];
  const sorted = [...found].sort(compare);
  const half = sorted.length >> 1;
  const [before, middle, last] = [sorted[half - 1], sorted[half], sorted.at(-1)].map(
    (one) => one ?? of(0),
  );
  const median =
    sorted.length % 2
      ? /** @type {Ratio} */ (middle)
      : over(plus(/** @type {Ratio} */ (before), /** @type {Ratio} */ (middle)), of(2));
  const mean = over(sorted.reduce(plus, of(0)), of(sorted.length));
  return [
    line('measured', {
      n: String(sorted.length),
      median: short(median),
      mean: short(mean),
      longest: short(/** @type {Ratio} */ (last)),
    }),
  ];
}

/** @type {import('./base.js').Tool} */
export const results = (values) => {
  const lines = [];
  const bars = [];
  const [arrivals, stay, service] = ['arrivals', 'stay', 'service'].map((name) =>
    readNumber(values[name]),
  );
  const counters = readWhole(values.counters);
  if (arrivals?.[0] && service?.[0] && counters) {
    const busy = utilisation(arrivals, service, counters);
    if (stay?.[0]) lines.push(...inside(arrivals, stay, service, !isGrowing(busy)));
    lines.push(...atCounters(arrivals, service, counters, busy));
    for (let n = counters > 1n ? counters - 1n : 1n; n <= counters + 1n; n++) {
      const load = utilisation(arrivals, service, n);
      const tone = isGrowing(load) ? 'no' : isTight(load) ? 'wait' : 'ok';
      bars.push(bar(String(n), percent(load), Math.min(1000, thousandths(load)), tone));
    }
  }
  lines.push(...measured(values.times ?? ''));
  return result({ lines, bars });
};
