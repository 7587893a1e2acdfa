import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/practice/app_vectors.json';
import { after, beginning } from './app-machine.js';

/** @typedef {{press: string, fields: Record<string, string>, stands: any}[]} Way */
const machine = /** @type {import('./app-machine.js').Machine} */ (
  /** @type {unknown} */ (vectors.machine)
);
const ways = /** @type {Way[]} */ (/** @type {unknown} */ (vectors.cases));

describe('the server’s vectors', () => {
  it.each(ways.map((way, number) => ({ way, number })))('way $number', ({ way }) => {
    let standing = beginning(machine);
    for (const { press, fields, stands } of way) {
      standing = after(machine, standing, press, fields);
      const { steps, ...wanted } = stands;
      expect(steps).toBeGreaterThan(0);
      expect(standing).toEqual(wanted);
    }
  });
});
