/**
 * Sheets of the management area stay linked once a page has asked for them, so what one says of a
 * selector holds on every page that is opened after it: each selector belongs to one sheet.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
// Of documents in frames, and of what a learner's pages link themselves.
const ELSEWHERE = [
  'lesson',
  'lesson-more',
  'offline',
  'practice',
  'practice-app',
  'quiz',
  'quiz-more',
  'review-block',
];

/** Sheets that scripts link, by name. @returns {string[]} */
function linked() {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => /\.jsx?$/.test(file) && !file.endsWith('.test.js'));
  const names = scripts.flatMap((file) =>
    [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/styles\/([\w-]+)\.css\?url/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].filter((name) => !ELSEWHERE.includes(name)).sort();
}

/** What a sheet speaks of, inside media queries too. @param {string} name */
function selectors(name) {
  const text = readFileSync(join(SOURCE, 'styles', `${name}.css`), 'utf8');
  const rules = text.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{};]+)\{[^{}]*\}/g);
  return [...rules].flatMap(([, heads = '']) =>
    // Commas inside brackets part nothing.
    heads.split(/,(?![^(]*\))/).map((one) => one.trim().replace(/\s+/g, ' ')),
  );
}

test('no two sheets of the management area speak of one selector', () => {
  const owners = /** @type {Map<string, Set<string>>} */ (new Map());
  for (const name of linked()) {
    for (const one of selectors(name)) owners.set(one, (owners.get(one) ?? new Set()).add(name));
  }
  expect(owners.get('.sums')).toEqual(new Set(['manage']));
  const shared = [...owners].filter(([, names]) => names.size > 1);
  expect(shared.map(([one, names]) => `${one}: ${[...names].join(', ')}`)).toEqual([]);
});
