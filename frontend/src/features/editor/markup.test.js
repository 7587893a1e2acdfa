import { describe, expect, it } from 'vitest';
import * as markup from './markup.js';

/** The text with its selection as `⟨…⟩`. @param {string} drawn */
function spot(drawn) {
  const from = drawn.indexOf('⟨');
  const to = drawn.indexOf('⟩') - 1;
  return { text: drawn.replace(/[⟨⟩]/g, ''), from, to };
}
/** @param {string} drawn @param {(spot: import('./markup.js').Spot) => import('./markup.js').Edit|null} deed */
function after(drawn, deed) {
  const { text, ...rest } = spot(drawn);
  const edit = deed({ text, ...rest });
  if (!edit) return null;
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [a, b] = edit.select;
  return `${next.slice(0, a)}⟨${next.slice(a, b)}⟩${next.slice(b)}`;
}

describe('marks', () => {
  it.each(
    /** @type {[import('./markup.js').Mark, string, string][]} */ ([
      ['bold', 'a ⟨kata⟩ b', 'a **⟨kata⟩** b'],
      ['bold', 'a **⟨kata⟩** b', 'a ⟨kata⟩ b'],
      ['bold', 'a⟨ kata ⟩b', 'a **⟨kata⟩** b'],
      ['italic', '**⟨kata⟩**', '***⟨kata⟩***'],
      ['italic', '***⟨kata⟩***', '**⟨kata⟩**'],
      ['italic', '*⟨kata⟩*', '⟨kata⟩'],
      ['code', '⟨⟩', '`⟨isi⟩`'],
    ]),
  )('%s: %s', (mark, before, result) => {
    expect(after(before, (at) => markup.marked(at, mark, 'isi'))).toBe(result);
  });
});

describe('lines', () => {
  it.each(
    /** @type {[import('./markup.js').Shape, string, string][]} */ ([
      ['bullets', 'sa⟨tu\ndu⟩a\ntiga', '- satu\n- dua⟨⟩\ntiga'],
      ['bullets', '⟨- satu\n- dua⟩', 'satu\ndua⟨⟩'],
      ['numbers', '⟨- satu\n\n- dua⟩', '1. satu\n\n2. dua⟨⟩'],
      ['quote', 'ka⟨⟩ta', '> kata⟨⟩'],
      ['heading', '### ka⟨⟩ta', '## kata⟨⟩'],
      ['heading', '⟨⟩', '## ⟨⟩'],
      ['subheading', '### ka⟨⟩ta', 'kata⟨⟩'],
    ]),
  )('%s: %j', (shape, before, result) => {
    expect(after(before, (at) => markup.shaped(at, shape))).toBe(result);
  });

  it.each([
    ['- satu⟨⟩', '- satu\n- ⟨⟩'],
    ['- satu\n- ⟨⟩', '- satu\n\n⟨⟩'],
    ['9. satu⟨⟩', '9. satu\n10. ⟨⟩'],
    ['- [x] ya | benar⟨⟩', '- [x] ya | benar\n- [ ] ⟨⟩'],
    ['kata⟨⟩', null],
    ['- ka⟨t⟩a', null],
  ])('Enter in %j', (before, result) => {
    expect(after(before, markup.nextItem)).toBe(result);
  });
});

describe('blocks', () => {
  it.each([
    ['⟨⟩', 'X\n\n⟨⟩'],
    ['sa⟨⟩tu\n\ndua', 'satu\n\nX\n\n⟨⟩\n\ndua'],
    ['satu\n⟨⟩', 'satu\n\nX\n\n⟨⟩'],
    ['satu⟨⟩\n', 'satu\n\nX\n\n⟨⟩\n'],
    ['satu\n\n⟨⟩\n\ndua', 'satu\n\nX\n\n⟨⟩\n\ndua'],
    ['satu⟨⟩\ndua', 'satu\n\nX\n\n⟨⟩\n\ndua'],
  ])('stand alone in %j', (before, result) => {
    expect(after(before, (at) => markup.block(at, 'X'))).toBe(result);
  });

  it('select what is to be written', () => {
    expect(after('⟨⟩', (at) => markup.block(at, ':::x\nisi\n:::', 'isi'))).toBe(
      ':::x\n⟨isi⟩\n:::\n',
    );
  });

  it('are directives whose attributes hold', () => {
    expect(markup.directive('callout', { title: 'Kata "ini"\nitu' }, ' isi ')).toBe(
      ':::callout{title="Kata ”ini” itu"}\nisi\n:::',
    );
    expect(markup.directive('fact', { ref: 'uu' })).toBe(':::fact{ref="uu"}\n:::');
    expect(
      markup.check('c1', 'Siapa?', [
        { text: 'A | B', feedback: 'Bukan.', right: false },
        { text: 'C', feedback: 'Benar.', right: true },
      ]),
    ).toBe(':::check{id="c1"}\nSiapa?\n\n- [ ] A / B | Bukan.\n- [x] C | Benar.\n:::');
  });

  it('have ids of their own', () => {
    const text = ':::check{id="c1"}\n:::\n:::check{id="c3"}\n:::\n:::reflection{id="r1"}\n:::';
    expect(markup.freeId(text, 'c')).toBe('c2');
    expect(markup.freeId(text, 'r')).toBe('r2');
    expect(markup.freeId('', 'r')).toBe('r1');
  });
});

it('writes links that hold', () => {
  expect(after('⟨kata⟩', (at) => markup.linked(at, 'ka]ta', 'https://a.id/x y'))).toBe(
    '[ka\\]ta](https://a.id/x%20y)⟨⟩',
  );
});

it.each([
  ['dlh.contoh.go.id/sampah', 'https://dlh.contoh.go.id/sampah'],
  [' www.contoh.go.id ', 'https://www.contoh.go.id'],
  ['ratna@contoh.go.id', 'mailto:ratna@contoh.go.id'],
  ['https://contoh.go.id', 'https://contoh.go.id'],
  ['mailto:ratna@contoh.go.id', 'mailto:ratna@contoh.go.id'],
  ['/kursus/contoh/satu', '/kursus/contoh/satu'],
  ['fact:standar-pelayanan', 'fact:standar-pelayanan'],
  ['#bagian', '#bagian'],
  ['assets/berkas.pdf', 'assets/berkas.pdf'],
])('%j leads to %j', (address, there) => {
  expect(after('⟨⟩', (at) => markup.linked(at, 'kata', address))).toBe(`[kata](${there})⟨⟩`);
});

it('finds lines and words', () => {
  expect(markup.lineAt('a\nbc\nd', 2)).toEqual([2, 4]);
  expect(markup.lineAt('a\nbc\nd', 9)).toEqual([5, 6]);
  expect(markup.places('Air, air; AIR', 'air')).toEqual([0, 5, 10]);
  expect(markup.places('air', '')).toEqual([]);
});

describe('what is pasted', () => {
  it.each([
    ['a ⟨x⟩ b', 'kata', 'a kata⟨⟩ b'],
    ['Satu.⟨⟩', '## Dua\n\nTiga', 'Satu.\n\n## Dua\n\nTiga⟨⟩'],
    ['Satu.\n⟨⟩\nDua.', '- a\n- b', 'Satu.\n\n- a\n- b⟨⟩\n\nDua.'],
    ['⟨⟩', '| A |\n| --- |', '| A |\n| --- |⟨⟩'],
  ])('stands in %j', (before, words, result) => {
    expect(after(before, (at) => markup.spliced(at, words))).toBe(result);
  });
});
