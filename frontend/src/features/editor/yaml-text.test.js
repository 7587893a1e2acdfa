import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { at, read, rewrite, write } from './yaml-text.js';

const TEXT = `kind: scenario
# Catatan penulis.
minutes: 15
text:
  id: {title: "Satu hari", summary: Dua hal}
  en:
    title: One day
    setting: |
      First.

      Second.
steps:
  - id: a
    text: {id: {text: Pagi}}
  - id: b
    text: {id: {text: Siang}}
`;

const changed = (/** @type {any[]} */ path, /** @type {any} */ value) =>
  write(yaml, TEXT, path, value);
const lines = (/** @type {string} */ text) => new Set(text.split('\n'));
/** Lines of the first that the second has not. @param {string} a @param {string} b */
const lost = (a, b) => [...lines(a)].filter((line) => !lines(b).has(line));

describe('a value', () => {
  it.each([
    [['minutes'], 12, 'minutes: 15'],
    [['text', 'en', 'title'], 'One long day: really', '    title: One day'],
    [['text', 'id', 'summary'], 'Tiga, hal', '  id: {title: "Satu hari", summary: Dua hal}'],
    [['text', 'id', 'title'], 'Satu "hari"', '  id: {title: "Satu hari", summary: Dua hal}'],
    [['steps', 1, 'text', 'id', 'text'], 'true', '    text: {id: {text: Siang}}'],
  ])('at %j is replaced in its place', (path, value, line) => {
    const next = changed(path, value);
    expect(at(yaml.parse(next), path)).toEqual(value);
    expect(lost(TEXT, next)).toEqual([line]);
  });

  it('of several lines stays a block', () => {
    const next = changed(['text', 'en', 'setting'], 'First.\n\nThird: yes.\n');
    expect(next).toContain('    setting: |\n      First.\n\n      Third: yes.\nsteps:');
    expect(lost(TEXT, next)).toEqual(['      Second.']);
  });

  it('may become one line, or several', () => {
    expect(
      at(yaml.parse(changed(['text', 'en', 'setting'], 'One.')), ['text', 'en', 'setting']),
    ).toBe('One.');
    expect(at(yaml.parse(changed(['text', 'en', 'title'], 'a\nb')), ['text', 'en', 'title'])).toBe(
      'a\nb',
    );
  });

  it('is put in where there was none, and taken out with what is then empty', () => {
    const more = changed(['pass_mark'], 60);
    expect(yaml.parse(more).pass_mark).toBe(60);
    expect(more).toContain('# Catatan penulis.');
    const less = write(yaml, more, ['pass_mark'], undefined);
    expect(yaml.parse(less)).toEqual(yaml.parse(TEXT));
    const gone = write(yaml, TEXT, ['steps', 0, 'text', 'id', 'text'], undefined);
    expect(yaml.parse(gone).steps[0]).toEqual({ id: 'a' });
  });
});

it('tells what begins at a line', () => {
  const found = read(yaml, TEXT);
  expect(found?.startingAt(3)).toEqual(['minutes']);
  expect(found?.startingAt(9)).toEqual(['text', 'en', 'setting']);
  expect(found?.startingAt(14)).toEqual(['steps', 0, 'text', 'id', 'text']);
  expect(found?.startingAt(0)).toEqual([]);
  expect(read(yaml, 'a: [')).toBeNull();
  expect(read(yaml, 'a')).toBeNull();
  expect(read(yaml, '- id: a\n- id: b')?.startingAt(2)).toEqual([1, 'id']);
});

it('moves, adds and takes out items of a list', () => {
  const ids = (/** @type {string} */ text) =>
    yaml.parse(text).steps.map((/** @type {any} */ one) => one.id);
  expect(ids(rewrite(yaml, TEXT, ['steps'], ([a, b]) => [b, a]))).toEqual(['b', 'a']);
  expect(ids(rewrite(yaml, TEXT, ['steps'], (all) => [...all, { id: 'c' }]))).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(ids(rewrite(yaml, TEXT, ['steps'], ([, b]) => [b]))).toEqual(['b']);
  expect(yaml.parse(rewrite(yaml, TEXT, ['endings'], () => [{ id: 'x' }])).endings).toEqual([
    { id: 'x' },
  ]);
});

it('moves items of a file that is a list', () => {
  expect(rewrite(yaml, '- a\n- b\n', [], ([a, b]) => [b, a])).toBe('- b\n- a\n');
});

describe('shipped files', () => {
  const root = new URL('../../../../content/courses', import.meta.url).pathname;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && name.split('/').length === 3)
    .map((name) => /** @type {[string, string]} */ ([name, readFileSync(join(root, name), 'utf8')]))
    .filter(([, text]) => /^kind: (scenario|worksheet)/.test(text));

  it('are there', () => expect(files.length).toBeGreaterThan(10));

  it.each(files)('%s keep all but the text that is changed', (_, text) => {
    const paths = /** @type {any[][]} */ ([]);
    const walk = (/** @type {any} */ value, /** @type {any[]} */ path) => {
      if (value !== null && typeof value === 'object') {
        for (const [key, inner] of Object.entries(value)) {
          walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
        }
      } else if (typeof value === 'string') paths.push(path);
    };
    walk(yaml.parse(text), []);
    for (const path of paths.filter((__, place) => place % 40 === 0)) {
      const was = at(yaml.parse(text), path);
      const value = was.includes('\n') ? `${was}Lagi: "ya".\n` : `${was}, lagi: "ya"`;
      const next = write(yaml, text, path, value);
      expect(at(yaml.parse(next), path)).toBe(value);
      expect(next.split('\n').length - text.split('\n').length).toBeLessThanOrEqual(1);
      expect(lost(text, next).length).toBeLessThanOrEqual(was.includes('\n') ? 1 : 8);
    }
  });
});
