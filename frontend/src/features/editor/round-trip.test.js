/** Whatever a form does to a file, nothing of it is lost that the form does not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { renamedState, renamedValue, nameOf } from './app-names.js';
import { APP } from './app-schema.js';
import { patched } from './patch.js';
import { QUIZ } from './quiz-schema.js';
import { spoken } from './schema.js';
import { SCENARIO, WORKSHEET } from './schemas.js';
import { at, rewrite, write } from './yaml-text.js';

/** @typedef {import('./schema.js').Node} Node */
/** @typedef {import('./yaml-text.js').Path} Path */

/** @type {Record<string, Node[]>} */
const SCHEMAS = { app_practice: APP, scenario: SCENARIO, worksheet: WORKSHEET, quiz: QUIZ };
const root = new URL('../../../../content/courses', import.meta.url).pathname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && name.split('/').length === 3)
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))
  .flatMap(({ name, text }) => {
    const kind = /^kind: (\w+)/.exec(text)?.[1] ?? '';
    return SCHEMAS[kind] ? [{ name, kind, text, schema: SCHEMAS[kind] }] : [];
  })
  // Every app practice, and a third of what is written like one another.
  .filter(({ kind }, place) => kind === 'app_practice' || place % 3 === 0);

/** The same dice for the same seed. @param {number} seed */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ sides) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** Every field and list that a form shows of a value. @param {Node[]} nodes @param {any} value @param {Path} path @returns {{node: any, path: Path}[]} */
function shown(nodes, value, path = []) {
  return nodes.flatMap((node) => {
    const item = at(value, path);
    if (node.when && !node.when(item)) return [];
    if (node.as === 'group') return shown(node.nodes, value, path);
    const here = [...path, ...spoken(node.path, 'id')];
    if (node.as !== 'list') return [{ node, path: here }];
    const items = at(value, here) ?? [];
    return [
      { node, path: here },
      ...items.flatMap((/** @type {any} */ _, /** @type {number} */ n) =>
        shown(node.nodes, value, [...here, n]),
      ),
    ];
  });
}

// What no form knows: an author's own note and a key of a later version.
const FOREIGN = '# Catatan penulis: jangan dihapus.\nkelak: {dipakai: [1, dua]} # nanti\n';

describe.each(files)('$name', ({ text, schema }) => {
  it('is the same after anything was changed and changed back', () => {
    const roll = dice(text.length);
    let now = text + FOREIGN;
    const before = yaml.parse(now);
    const all = shown(schema, before);
    expect(all.length).toBeGreaterThan(5);
    for (let turn = 0; turn < 10; turn++) {
      const { node, path } = /** @type {{node: any, path: Path}} */ (all[roll(all.length)]);
      const was = at(before, path);
      if (node.as === 'list') {
        const items = was ?? [];
        if (items.length < 2) continue;
        const turned = (/** @type {any[]} */ list) => list.reverse();
        now = rewrite(yaml, rewrite(yaml, now, path, turned), path, turned);
        const added = rewrite(yaml, now, path, (list) => [
          ...list,
          node.blank('baru-1', before, path),
        ]);
        expect(at(yaml.parse(added), path)).toHaveLength(items.length + 1);
        now = rewrite(yaml, added, path, (list) => list.slice(0, -1));
      } else if (typeof was === 'string') {
        const other = write(yaml, now, path, `${was}: "lain" #1`);
        expect(at(yaml.parse(other), path)).toBe(`${was}: "lain" #1`);
        now = write(yaml, other, path, was);
      }
    }
    expect(yaml.parse(now)).toEqual(before);
    expect(now).toContain('# Catatan penulis: jangan dihapus.');
    expect(now).toContain('# nanti');
  });
});

it('covers every kind that has a form', () => {
  expect(files.length).toBeGreaterThan(15);
  expect(new Set(files.map(({ schema }) => schema)).size).toBe(4);
});

describe('names of an app practice', () => {
  const TEXT = `app:
  state:
    - {id: surat, values: [draf, terkirim]} # satu
    - {id: lain, values: [draf, terkirim]}
  tasks:
    - {id: a, goal: surat, done: {surat: [draf, terkirim], lain: draf}}
  screens:
    - id: surat
      parts:
        - button: draf
          id: b
          when: {surat: draf}
          on:
            - {when: {lain: draf}, set: {surat: terkirim}}
`;
  it('are changed wherever they are named, and nowhere else', () => {
    const named = yaml.parse(renamedState(yaml, TEXT, 0, 'berkas')).app;
    expect(named.state.map((/** @type {any} */ one) => one.id)).toEqual(['berkas', 'lain']);
    expect(named.tasks[0]).toEqual({
      id: 'a',
      goal: 'surat',
      done: { berkas: ['draf', 'terkirim'], lain: 'draf' },
    });
    const [button] = named.screens[0].parts;
    expect([named.screens[0].id, button.when]).toEqual(['surat', { berkas: 'draf' }]);
    expect(button.on[0]).toEqual({ when: { lain: 'draf' }, set: { berkas: 'terkirim' } });
    const valued = renamedValue(yaml, TEXT, 0, 0, 'konsep');
    const { state, tasks, screens } = yaml.parse(valued).app;
    expect(state.map((/** @type {any} */ one) => one.values[0])).toEqual(['konsep', 'draf']);
    expect(tasks[0].done).toEqual({ surat: ['konsep', 'terkirim'], lain: 'draf' });
    expect(screens[0].parts[0].when).toEqual({ surat: 'konsep' });
    expect(valued).toContain('# satu');
  });

  it.each([
    ['Sudah dikirim', 'sudah-dikirim'],
    ['  -Élan! ', 'elan'],
    ['!!', ''],
  ])('%j becomes %j', (typed, name) => expect(nameOf(typed)).toBe(name));
});

describe('a value patched in', () => {
  it('is what the form says, whatever changed, and the rest is as it was', () => {
    const BANK = `- id: a # pertama
  kind: single_choice
  key: b
  text:
    id: {stem: Siapa?, options: [{id: a, text: Ani}, {id: b, text: Budi}]}
- id: b
  kind: essay # tetap
`;
    const before = yaml.parse(BANK)[0];
    const roll = dice(7);
    const pieces = [
      (/** @type {any} */ one) => ({ ...one, key: 'a' }),
      (/** @type {any} */ one) => ({ ...one, points: 2, tags: ['x', 'y'] }),
      (/** @type {any} */ one) => ({ ...one, key: undefined }),
      (/** @type {any} */ one) => ({ ...one, text: { ...one.text, en: { stem: 'Who?' } } }),
      (/** @type {any} */ one) => ({
        ...one,
        text: {
          id: { ...one.text.id, options: [...(one.text.id.options ?? []), { id: 'c', text: '' }] },
        },
      }),
      (/** @type {any} */ one) => ({
        ...one,
        kind: 'true_false',
        key: true,
        text: { id: { stem: 'S' } },
      }),
    ];
    for (let turn = 0; turn < 60; turn++) {
      let after = before;
      for (let n = roll(4); n >= 0; n--) after = pieces[roll(pieces.length)]?.(after);
      after = JSON.parse(JSON.stringify(after));
      const made = patched(yaml, BANK, [0], before, after);
      expect(yaml.parse(made)[0]).toEqual(after);
      expect(made).toContain('# pertama');
      expect(made).toContain('kind: essay # tetap');
    }
  });
});
