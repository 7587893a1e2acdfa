import { expect, test } from 'vitest';
import { clockOf } from './time-left.js';

test('time left is minutes and seconds', () => {
  expect(clockOf(545)).toBe('9:05');
  expect(clockOf(59)).toBe('0:59');
  expect(clockOf(7200)).toBe('120:00');
});
