import { expect, test } from 'vitest';
import icons from '../icons.json';
import { drawn } from './state-icons.js';

test('the copies are what the set draws', () => {
  for (const [name, paths] of Object.entries(drawn)) {
    expect(paths).toBe(/** @type {Record<string, string>} */ (icons)[name]);
  }
});
