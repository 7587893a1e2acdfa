import { expect, it, vi } from 'vitest';

vi.mock('./session.js', () => ({ language: { value: 'id' } }));
const { findingWords } = await import('./finding-words.js');

const unused = { code: 'C008', what: 'no text shows this file', instead: 'show it or remove it' };

it('names the file that nothing shows', () => {
  const path = 'courses/contoh/dasar/assets/loket.webp';
  expect(findingWords({ ...unused, path })).toContain('“loket.webp”');
  expect(findingWords({ ...unused, what: "nothing in 'x.yaml' uses this", path })).toContain(
    'x.yaml',
  );
});
