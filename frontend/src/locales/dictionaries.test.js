import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));

/** Every form of an entry: a text, or its plurals. @param {any} entry @returns {string[]} */
const forms = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const holes = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each([
  ['id', 'en'],
  ['banks.id', 'banks.en'],
  ['questions.id', 'questions.en'],
  ['editor.id', 'editor.en'],
  ['gradebook.id', 'gradebook.en'],
  ['inbox.id', 'inbox.en'],
  ['incident.id', 'incident.en'],
  ['insight.id', 'insight.en'],
  ['manage.id', 'manage.en'],
  ['marking.id', 'marking.en'],
  ['offline.id', 'offline.en'],
  ['pages.id', 'pages.en'],
  ['review.id', 'review.en'],
  ['schedules.id', 'schedules.en'],
  ['statistics.id', 'statistics.en'],
  ['media.id', 'media.en'],
  ['studio.id', 'studio.en'],
  ['teaching.id', 'teaching.en'],
])('%s and %s', (source, translation) => {
  const indonesian = read(source);
  const english = read(translation);

  it('have the same keys', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(indonesian).sort());
  });

  it('fill the same holes', () => {
    for (const key of Object.keys(indonesian)) {
      for (const form of forms(english[key])) {
        expect([key, holes(form)]).toEqual([key, holes(forms(indonesian[key])[0] ?? '')]);
      }
    }
  });

  it('say something everywhere', () => {
    for (const words of [indonesian, english]) {
      for (const [key, entry] of Object.entries(words)) {
        for (const form of forms(entry)) expect([key, form.trim()]).not.toEqual([key, '']);
      }
    }
  });

  it('avoid the words of the house style', () => {
    for (const [key, entry] of Object.entries(indonesian)) {
      for (const form of forms(entry)) {
        expect([key, form]).not.toEqual([
          key,
          expect.stringMatching(/\b(gagal|error|invalid|offline|login)\b/i),
        ]);
      }
    }
  });
});
