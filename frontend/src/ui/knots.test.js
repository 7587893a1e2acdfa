import { expect, it } from 'vitest';
import { knots, knotsAt } from './knots.jsx';

it.each([
  [0, 3, ['c', '', '']],
  [2, 3, ['d', 'd', 'c']],
  [3, 3, ['d', 'd', 'd']],
  [0, 0, []],
])('%i of %i', (done, of, expected) => {
  expect(knots(done, of)).toEqual(expected);
});

it('shows a long thread in proportion and never as finished too early', () => {
  expect(knots(41, 42).filter((state) => state === 'd')).toHaveLength(9);
  expect(knots(42, 42).filter((state) => state === 'd')).toHaveLength(10);
});

it('fills what is met wherever it stands and lights the place', () => {
  expect(knotsAt([true, false, true, true], 2)).toEqual(['d', 'c', 'd', 'd']);
});
