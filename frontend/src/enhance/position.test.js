import { expect, test } from 'vitest';
import { atBlock, furthestOf, shouldResume } from './position.js';

test('the block at the reading line is the first whose foot is below it', () => {
  expect(atBlock([-200, 40, 300, 900])).toBe(2);
  expect(atBlock([-300, -200])).toBe(1);
  expect(atBlock([])).toBe(-1);
});

test('how far the window has come through the text, in thousandths', () => {
  expect(furthestOf({ top: 100, height: 2000 }, 600)).toBe(250);
  expect(furthestOf({ top: -1500, height: 2000 }, 600)).toBe(1000);
  expect(furthestOf({ top: 700, height: 2000 }, 600)).toBe(0);
  expect(furthestOf({ top: 0, height: 0 }, 600)).toBe(1000);
});

test('a reader is taken back only into the middle of what is not finished', () => {
  const state = { spot: 'b9', furthest: 500, done: false };
  expect(shouldResume(state, '', 0)).toBe(true);
  expect(shouldResume(state, '#b3', 0)).toBe(false);
  expect(shouldResume(state, '', 300)).toBe(false);
  expect(shouldResume({ ...state, done: true }, '', 0)).toBe(false);
  expect(shouldResume({ ...state, spot: 'b1' }, '', 0)).toBe(false);
  expect(shouldResume(undefined, '', 0)).toBe(false);
});
