/** The index of citizens' satisfaction (IKM); rules in the server's `worksheets/tools/skm.py`. */
import { bar, line, result } from './base.js';
import { fixed, readWhole, short, thousandths } from './numbers.js';

const ELEMENTS = [
  'requirements',
  'procedure',
  'time',
  'cost',
  'product',
  'competence',
  'conduct',
  'facilities',
  'complaints',
];
/** @type {[string, number, string][]} grade, least hundredths, tone */
const GRADES = [
  ['a', 8831, 'ok'],
  ['b', 7661, 'ok'],
  ['c', 6500, 'wait'],
  ['d', 0, 'no'],
];

/** @type {import('./base.js').Tool} */
export const results = (values, weight) => {
  const respondents = readWhole(values.respondents);
  const given = ELEMENTS.map((name) => readWhole(values[name]));
  if (!respondents || given.includes(null)) return result();
  const totals = /** @type {bigint[]} */ (given);
  const [least, most] = [respondents, 4n * respondents];
  const beyond = ELEMENTS.filter((_, index) => {
    const total = totals[index] ?? 0n;
    return total < least || total > most;
  });
  if (beyond.length) {
    const slots = { least: String(least), most: String(most) };
    return result({
      lines: beyond.map((name) => line('beyond', { ...slots, element: `@${name}` }, 'no')),
    });
  }
  const isExact = weight === '1/9';
  const sum = totals.reduce((a, b) => a + b, 0n);
  const ikm = fixed(
    isExact ? [sum * 25n, respondents * 9n] : [sum * 25n * 11n, respondents * 100n],
    2,
  );
  const hundredths = Number(ikm.replace('.', ''));
  const [grade, , tone] =
    GRADES.find(([, from]) => hundredths >= from) ?? /** @type {any} */ (GRADES.at(-1));
  const nrr = (/** @type {number} */ index) => short([totals[index] ?? 0n, respondents], 3);
  const order = ELEMENTS.map((_, index) => index).sort((a, b) =>
    Number((totals[a] ?? 0n) - (totals[b] ?? 0n)),
  );
  const border = totals[order[1] ?? 0] ?? 0n;
  const first = order.filter((index) => (totals[index] ?? 0n) <= border);
  const isLevel = first.length === ELEMENTS.length;
  const lines = [
    line('ikm', { ikm }, 'big'),
    line(`grade_${grade}`, {}, tone),
    line(isExact ? 'weight_exact' : 'weight_rounded'),
    ...(isLevel
      ? [line('all_equal')]
      : first.map((index) =>
          line('priority', { element: `@${ELEMENTS[index]}`, nrr: nrr(index) }, 'wait'),
        )),
  ];
  const bars = ELEMENTS.map((name, index) =>
    bar(
      `@${name}`,
      nrr(index),
      thousandths([totals[index] ?? 0n, respondents * 4n]),
      !isLevel && first.includes(index) ? 'wait' : '',
    ),
  );
  return result({ lines, bars });
};
