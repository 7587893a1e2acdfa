import { describe, expect, it } from 'vitest';
import { common, merged, offered, parts, words } from './merge.js';

const BASE = 'satu\ndua\ntiga\nempat\n';

/** A small source of chance that gives the same texts each time. @param {number} seed */
function texts(seed) {
  let state = seed;
  const roll = (/** @type {number} */ most) => (state = (state * 48271) % 2147483647) % most;
  const line = () => ['a', 'b', 'c', ''][roll(4)];
  return Array.from({ length: 3 }, () =>
    Array.from({ length: roll(9) }, line)
      .join('\n')
      .concat(roll(2) ? '\n' : ''),
  );
}

describe('parts of two texts', () => {
  it('tell who changed what', () => {
    const all = parts(BASE, 'satu\nDUA\ntiga\nempat\n', 'satu\ndua\ntiga\nEMPAT\nlima\n');
    expect(all.map(({ who }) => who)).toEqual(['same', 'mine', 'same', 'theirs']);
    expect(merged(all, offered(all))).toBe('satu\nDUA\ntiga\nEMPAT\nlima\n');
  });

  it('leave the choice where both changed the same place', () => {
    const all = parts(BASE, 'satu\nA\ntiga\nempat\n', 'satu\nB\ntiga\nempat\n');
    expect(offered(all)).toEqual([null, null, null]);
    expect(merged(all, offered(all))).toBeNull();
    expect(merged(all, [null, 'mine', null])).toBe('satu\nA\ntiga\nempat\n');
    expect(merged(all, [null, 'theirs', null])).toBe('satu\nB\ntiga\nempat\n');
    expect(merged(all, [null, 'all', null])).toBe('satu\nA\nB\ntiga\nempat\n');
  });

  it('are one where both changed alike', () => {
    const both = 'satu\nsama\ntiga\nempat\n';
    expect(parts(BASE, both, both)).toEqual([
      expect.objectContaining({ who: 'same', mine: both, theirs: both }),
    ]);
  });

  it('are all to be chosen where the beginning is not known', () => {
    const all = parts(null, 'satu\ndua\n', 'satu\ntiga\n');
    expect(all.map(({ who }) => who)).toEqual(['same', 'both']);
  });

  it('keep lines apart where a text has no last line end', () => {
    const all = parts('a', 'b', 'c');
    expect(merged(all, ['all'])).toBe('b\nc');
  });

  it('always give each text again, and its own where one alone changed it', () => {
    for (let seed = 1; seed < 250; seed++) {
      const [base = '', mine = '', theirs = ''] = texts(seed);
      for (const from of [base, null]) {
        const all = parts(from, mine, theirs);
        expect(all.map((part) => part.mine).join('')).toBe(mine);
        expect(all.map((part) => part.theirs).join('')).toBe(theirs);
        if (from !== null) expect(all.map((part) => part.base).join('')).toBe(base);
        expect(
          merged(
            all,
            all.map(() => 'mine'),
          ),
        ).toBe(mine);
        expect(
          merged(
            all,
            all.map(() => 'theirs'),
          ),
        ).toBe(theirs);
      }
      const alone = parts(base, mine, base);
      expect(merged(alone, offered(alone))).toBe(mine);
    }
  });
});

it('finds what is common from both ends', () => {
  expect(common(['x', 'a', 'y'], ['x', 'b', 'a', 'y'])).toEqual([
    [0, 0],
    [1, 2],
    [2, 3],
  ]);
});

it('tells which words went and came', () => {
  expect(words('Siapa yang dahulu?', 'Siapa yang terakhir?')).toEqual([
    { text: 'Siapa yang ', how: 'same' },
    { text: 'dahulu?', how: 'gone' },
    { text: 'terakhir?', how: 'new' },
  ]);
});
