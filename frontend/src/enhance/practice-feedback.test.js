import { beforeAll, expect, it, vi } from 'vitest';

/** @type {typeof import('./practice-feedback.js').agrees} */
let agrees;
beforeAll(async () => {
  vi.stubGlobal('document', { cookie: '', getElementById: () => null });
  ({ agrees } = await import('./practice-feedback.js'));
});

it.each([
  ['single_choice', { choice: 'a' }, { choice: 'a' }, true],
  ['single_choice', { choice: 'b' }, { choice: 'a' }, false],
  ['single_choice', null, { choice: 'a' }, false],
  ['multiple_response', { choices: ['a', 'c'] }, { choices: ['c', 'a'] }, true],
  ['multiple_response', { choices: ['a'] }, { choices: ['c', 'a'] }, false],
  ['multiple_response', null, { choices: ['a'] }, false],
  ['true_false', { value: 'true' }, { value: 'true' }, true],
  ['matching', { pairs: { b: '2', a: '1' } }, { pairs: { a: '1', b: '2' } }, true],
  ['matching', { pairs: { a: '2' } }, { pairs: { a: '1', b: '2' } }, false],
  ['ordering', { order: ['a', 'b'] }, { order: ['b', 'a'] }, false],
  // A number has a tolerance and units, a text its spellings, an essay its readers.
  ['numeric', { text: '91,48' }, { value: '91,48', tolerance: '0' }, null],
  ['short_answer', { text: 'x' }, { accept: ['x'] }, null],
  ['essay', { text: 'x' }, {}, null],
])('%s: %o against %o: %s', (kind, response, key, verdict) => {
  expect(agrees(kind, response, key)).toBe(verdict);
});
