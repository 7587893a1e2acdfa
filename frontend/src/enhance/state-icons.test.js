import { expect, test } from 'vitest';
import icons from '../icons.json';
import * as copies from './state-icons.js';

test('the copies are what the set draws', () => {
  for (const [name, paths] of Object.entries(copies)) {
    expect(paths).toBe(/** @type {Record<string, string>} */ (icons)[name]);
  }
});
