import { describe, expect, it } from 'vitest';
import { compared, differing } from './lines.js';

const side = (/** @type {string[]} */ lines, /** @type {string} */ sign) =>
  lines
    .filter((line) => line[0] === ' ' || line[0] === sign)
    .map((line) => line.slice(1))
    .join('\n');

describe('two texts', () => {
  it.each([
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nb', 'a\nb\nc', [' a', ' b', '+c']],
    ['', 'a', ['-', '+a']],
    ['a\nb\nc\nd', 'b\nd', ['-a', ' b', '-c', ' d']],
    ['a\na', 'a', [' a', '-a']],
  ])('%j against %j', (before, after, lines) => {
    expect(compared(before, after)).toEqual(lines);
  });

  it('can be read back from their differences, whatever they are', () => {
    let seed = 7;
    const random = (/** @type {number} */ n) => (seed = (seed * 16807) % 2147483647) % n;
    const text = () => Array.from({ length: random(12) }, () => 'abc'[random(3)]).join('\n');
    for (let n = 0; n < 300; n += 1) {
      const [before, after] = [text(), text()];
      const lines = compared(before, after);
      expect([side(lines, '-'), side(lines, '+')]).toEqual([before, after]);
    }
  });

  it('leave out what is far from a difference', () => {
    const far = Array.from({ length: 20 }, (_, n) => String(n));
    const near = far.map((line) => (line === '10' ? 'ten' : line));
    expect(differing(far.join('\n'), near.join('\n'))).toEqual([
      ...[' 7', ' 8', ' 9', '-10', '+ten', ' 11', ' 12', ' 13'],
    ]);
    expect(differing(far.join('\n'), `x\n${far.join('\n')}\ny`)).toContain('@');
    expect(differing('a', 'a')).toEqual([]);
  });

  it('are told whole where they are too long to compare', () => {
    const long = (/** @type {string} */ sign) => Array(1600).fill(sign).join('\n');
    expect(compared(long('a'), long('b'))).toHaveLength(3200);
  });
});
