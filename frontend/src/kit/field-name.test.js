import { expect, it } from 'vitest';
import english from '../locales/faults.en.json';
import faults from '../locales/faults.id.json';
import { fieldName } from './field-name.js';

it.each([
  ['text.id.title', 'Judul'],
  ['0.text.id.options.0.text', 'Pilihan 1'],
  ['steps.2.choices.1.text.en.feedback', 'Umpan balik (Inggris)'],
  ['app.state', 'app.state'],
  ['text.en', 'text.en'],
  ['1.key', 'Kunci jawaban'],
  ['4.key.accept.0', 'Jawaban yang diterima 1'],
  ['9.text.id.rubric.0.levels.1.text', 'Tingkat 2'],
])('calls %s as its form does', (field, words) => {
  expect(fieldName(field, faults)).toBe(words);
});

it('has the same names in English', () => {
  expect(fieldName('text.id.options.3.text', english)).toBe('Option 4');
  const names = (/** @type {object} */ words) =>
    Object.keys(words).filter((key) => key.startsWith('field.'));
  expect(names(english)).toEqual(names(faults));
});
