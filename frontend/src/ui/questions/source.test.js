import { describe, expect, it } from 'vitest';
import { KINDS } from './kinds.js';
import { blank, followingStem, freshId, mirrored, tidy, turned, write } from './source.js';
import { tagsIn } from './tags.js';

const options = (/** @type {string[]} */ ...texts) =>
  texts.map((text, n) => ({ id: 'abcdef'[n] ?? '', text }));

describe('writing', () => {
  it('sets a place and leaves what was there', () => {
    const before = { text: { id: { stem: 'A', options: options('x', 'y') } } };
    const after = write(before, ['text', 'id', 'options', 1, 'text'], 'z');
    expect(after.text.id.options).toEqual(options('x', 'z'));
    expect(before.text.id.options).toEqual(options('x', 'y'));
    expect(write(after, ['text', 'id', 'stem'], undefined)).toEqual({
      text: { id: { options: options('x', 'z') } },
    });
  });

  it('gives a row an id that none has and that says nothing of its place', () => {
    const ids = new Set(Array.from({ length: 200 }, () => freshId(options('x', 'y'))));
    expect(ids.size).toBeGreaterThan(190);
    for (const id of ids) expect(id).toMatch(/^[a-z]{4}$/);
    const { key, text } = blank('ordering', {});
    expect(key).toEqual(text.id.items.map((/** @type {{id: string}} */ { id }) => id));
  });
});

describe('what is sent', () => {
  it('has no rows that were begun and left empty at the end', () => {
    const source = write(
      blank('single_choice', {}),
      ['text', 'id', 'options'],
      [...options('x', '', 'y', ''), { id: 'e', text: ' ' }],
    );
    expect(tidy(source).text.id.options).toEqual(options('x', '', 'y'));
  });

  it('keeps an empty row that is the key, so that it can be mended', () => {
    const source = write(
      write(blank('single_choice', {}), ['text', 'id', 'options'], options('x', 'y', '')),
      ['key'],
      'c',
    );
    expect(tidy(source).text.id.options).toHaveLength(3);
  });

  it('says nothing of extras that are empty', () => {
    const source = {
      ...blank('numeric', { tags: [], id: '' }),
      text: { id: { stem: 'A', unit: ' ', feedback: { a: '' } } },
    };
    expect(tidy(source)).toEqual({
      kind: 'numeric',
      key: { value: '', tolerance: '0' },
      text: { id: { stem: 'A' } },
    });
  });

  it('orders by the rows as they are written', () => {
    const source = blank('ordering', {});
    source.text.id.items = [options('x')[0], { id: 'c', text: 'y' }, { id: 'b', text: '' }];
    expect(tidy(source).key).toEqual(['a', 'c']);
  });

  it.each(KINDS)('is the same when it is tidied twice: %s', (kind) => {
    const once = tidy(blank(kind, { competency: 'x' }));
    expect(tidy(once)).toEqual(once);
  });
});

describe('English', () => {
  const source = {
    kind: 'single_choice',
    text: {
      id: { stem: 'A', options: options('x', 'y') },
      en: { stem: 'B', options: [{ id: 'b', text: 'why' }] },
    },
  };
  it('has the rows of the Indonesian text', () => {
    expect(mirrored(source).text.en.options).toEqual([
      { id: 'a', text: '' },
      { id: 'b', text: 'why' },
    ]);
  });
  it('goes when it says nothing', () => {
    const silent = write(source, ['text', 'en'], { stem: '', options: options('', '') });
    expect(mirrored(silent).text.en).toBeUndefined();
  });
});

describe('gaps and drawn numbers', () => {
  it('follow the text as it is typed', () => {
    const stem = (/** @type {string} */ text) =>
      followingStem(write(blank('cloze', {}), ['text', 'id', 'stem'], text));
    expect(Object.keys(stem('Ada {{a}} dan {{batas-hari}}, lagi {{a}}').key.gaps)).toEqual([
      'a',
      'batas-hari',
    ]);
    expect(stem('{{A}} {{a').key.gaps).toEqual({});
  });

  it('stay while something is said of them', () => {
    const source = {
      kind: 'cloze',
      key: { gaps: { a: { kind: 'short', accept: ['3'] }, b: { kind: 'short', accept: [''] } } },
      text: { id: { stem: 'Tidak ada' } },
    };
    expect(Object.keys(followingStem(source).key.gaps)).toEqual(['a']);
  });

  it('are drawn where the stem or the formula names them', () => {
    const source = write(blank('calculated', {}), ['text', 'id', 'stem'], '{{a}} + {{b}}');
    expect(Object.keys(followingStem(source).key.parameters)).toEqual(['a', 'b']);
  });
});

describe('turning into another kind', () => {
  it('keeps options and key between one and several', () => {
    const source = {
      ...blank('single_choice', { author: 'x' }),
      key: 'b',
      text: { id: { stem: 'A', options: options('x', 'y'), explanation: 'E' } },
    };
    const many = turned(source, 'multiple_response');
    expect(many).toMatchObject({ kind: 'multiple_response', author: 'x', key: ['b'] });
    expect(turned(many, 'single_choice')).toEqual(source);
    expect(turned(source, 'essay').text.id).toMatchObject({ stem: 'A', explanation: 'E' });
  });
});

it('makes tags of what people type', () => {
  expect(tagsIn('Antrean loket, PIN;  élan , ,pin')).toEqual(['antrean-loket', 'pin', 'elan']);
});
