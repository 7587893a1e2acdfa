import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  blockAt,
  blockNear,
  checkOf,
  figuresIn,
  gapAt,
  instead,
  movedTo,
  spotNow,
  tableOf,
  without,
  wordsOf,
} from './blocks.js';

const TEXT = `Awal.

:::accordion{title="Contoh"}
Isi luar.

:::figure{src="assets/loket.webp" alt="Dua “loket”" licence="CC BY 4.0"}
Keterangan.
:::

| Hari | Jam |
| --- | :-: |
| Senin | 07.30 \\| 16.00 |
:::

\`\`\`
:::callout{title="bukan"}
:::
\`\`\`
- [ ] satu | dua
`;
const at = (/** @type {string} */ words) => blockAt(TEXT, TEXT.indexOf(words) + 1);

describe('the block at a place', () => {
  it('is the innermost directive', () => {
    expect(at('Keterangan')).toMatchObject({
      name: 'figure',
      attributes: { src: 'assets/loket.webp', alt: 'Dua “loket”', licence: 'CC BY 4.0' },
      body: 'Keterangan.',
    });
    expect(at('Isi luar')).toMatchObject({ name: 'accordion', attributes: { title: 'Contoh' } });
    expect(at(':::accordion')).toMatchObject({ name: 'accordion' });
  });

  it('is a table, with its cells as they are read', () => {
    expect(at('Senin')).toMatchObject({
      kind: 'table',
      rows: [
        ['Hari', 'Jam'],
        ['Senin', '07.30 | 16.00'],
      ],
      rules: ['---', ':-:'],
    });
  });

  it.each(['Awal', ':::callout', 'satu | dua'])('is none at %s', (words) => {
    expect(at(words)).toBeNull();
  });

  it('covers what is replaced and no more', () => {
    for (const words of ['Keterangan', 'Senin', 'Isi luar']) {
      const { from = 0, to = 0 } = at(words) ?? {};
      const lines = TEXT.slice(from, to).split('\n');
      expect(lines[0]).toMatch(/^(:::|\|)/);
      expect(lines.at(-1)).toMatch(/^(:::$|\|)/);
      expect(TEXT[to]).toBe('\n');
    }
  });

  it('takes an empty body and curly quotes', () => {
    expect(blockAt(':::fact{ref=“uu25”}\n:::', 3)).toMatchObject({
      attributes: { ref: 'uu25' },
      body: '',
    });
  });

  it('is not one that never ends', () => {
    expect(blockAt(':::callout{title="x"}\nisi', 5)).toBeNull();
  });
});

describe('a table', () => {
  it('is read back as it was written', () => {
    const rows = [
      ['A', 'B | C'],
      ['1', ''],
    ];
    const written = tableOf(rows);
    expect(written).toBe('| A | B \\| C |\n| --- | --- |\n| 1 |  |');
    expect(blockAt(written, 4)).toMatchObject({ rows, from: 0, to: written.length });
  });

  it('fills short rows up and keeps a cell on its line', () => {
    expect(tableOf([['A', 'B'], ['dua\nbaris']])).toBe(
      '| A | B |\n| --- | --- |\n| dua baris |  |',
    );
  });
});

it('a file is described again as it is where it is shown', () => {
  expect(attributesOf(TEXT, 'assets/loket.webp')).toMatchObject({
    licence: 'CC BY 4.0',
    caption: 'Keterangan.',
  });
  expect(attributesOf(TEXT, 'assets/lain.webp')).toEqual({});
});

describe('figures of a text', () => {
  const one = ':::figure{src="assets/a.webp" alt="A" licence="CC0"}\nA.\n:::';
  const two = one.replaceAll('A', 'B').replace('a.webp', 'b.webp');
  /** @param {import('./markup.js').Edit} edit @param {string} text */
  const done = ({ from, to, insert }, text) => text.slice(0, from) + insert + text.slice(to);

  it('are those that stand as blocks of their own, in order', () => {
    const text = `Awal.\n\n${one}\n\n\`\`\`\n${one}\n\`\`\`\n\n${two}\n:::figure{src="tak tutup"}`;
    expect(figuresIn(text).map(({ attributes }) => attributes.src)).toEqual([
      'assets/a.webp',
      'assets/b.webp',
    ]);
    expect(figuresIn('Tanpa :::figure di sini.')).toEqual([]);
    expect(wordsOf(`${one}\n\nSiapa?\n\n${two}`)).toBe('Siapa?');
    expect(wordsOf('Siapa?')).toBe('Siapa?');
  });

  it.each([
    [`Awal.\n\n${one}\n\nAkhir.`, 'Awal.\n\nAkhir.'],
    [`Awal.\n\n${one}`, 'Awal.'],
    [`${one}\n\nAkhir.`, 'Akhir.'],
    [one, ''],
  ])('one is taken out of %j', (text, left) => {
    const [block] = figuresIn(text);
    expect(block && done(without(text, block), text)).toBe(left);
  });

  it('one is changed where it is now, and never over what another wrote', () => {
    const before = `Awal.\n\n${one}`;
    const [block] = figuresIn(before);
    if (!block) throw new Error('no figure');
    const write = instead(before, block, two);
    const moved = `Baris baru.\n\n${before}`;
    expect(done(write(spotNow({ text: before, from: 0, to: 0 }, moved)), moved)).toBe(
      `Baris baru.\n\nAwal.\n\n${two}`,
    );
    const other = before.replace('alt="A"', 'alt="Lain"');
    const both = done(write(spotNow({ text: before, from: 0, to: 0 }, other)), other);
    expect(figuresIn(both).map(({ attributes }) => attributes.alt)).toEqual(['Lain', 'B']);
  });
});

describe('a place while the text changes', () => {
  it.each([
    ['abc', 'abXc', 1, 1],
    ['abc', 'Xabc', 2, 3],
    ['a old c', 'a newer c', 4, 7],
    ['abc', 'abc', 2, 2],
    ['', 'abc', 0, 0],
    ['aaa', 'aa', 3, 2],
  ])('%j → %j: %i is %i', (before, now, place, wanted) => {
    expect(movedTo(before, now, place)).toBe(wanted);
  });
});

describe('what a form changes', () => {
  const box = ':::callout{title="T"}\nIsi.\n:::';
  it.each([
    ['in the block', box, 3, 'callout'],
    ['on the empty line below', `${box}\n\n`, box.length + 2, 'callout'],
    ['on the empty line below, before more', `${box}\n\n\n\nLalu.`, box.length + 2, 'callout'],
    ['in words below', `${box}\n\nLalu.`, box.length + 3, undefined],
    ['on an empty line below words', `${box}\n\nLalu.\n\n`, box.length + 9, undefined],
    ['at the beginning', `\n${box}`, 0, undefined],
  ])('%s', (_, text, place, name) => {
    expect(/** @type {any} */ (blockNear(text, place))?.name).toBe(name);
  });
});

describe('what is typed right behind a directive', () => {
  const box = ':::callout{title="T"}\nIsi.\n:::';
  it.each([
    ['stands below it', box, box.length, '\n\n'],
    ['also where something follows', `${box}\n\nLalu.`, box.length, '\n\n'],
    ['of a box in a box, too', `:::accordion{title="L"}\n${box}\n:::`, 24 + box.length, '\n\n'],
    ['is its own where the line is not whole', `${box}x`, box.length + 1, ''],
    ['is its own where the sign opens', ':::', 3, ''],
    ['is its own inside', box, 3, ''],
    ['is its own in code', `\`\`\`\n${box}\n\`\`\``, 4 + box.length, ''],
  ])('%s', (_, text, at, gap) => {
    expect(gapAt({ text, from: at, to: at })).toBe(gap);
  });

  it('takes the place of what is selected', () => {
    expect(gapAt({ text: box, from: box.length - 1, to: box.length })).toBe('');
  });
});

describe('a check', () => {
  it('is read as its form has it', () => {
    expect(checkOf('Siapa?\n\n- [ ] Satu | Belum.\n- [x] Dua | Tepat.')).toEqual({
      asked: 'Siapa?',
      options: [
        { text: 'Satu', feedback: 'Belum.', right: false },
        { text: 'Dua', feedback: 'Tepat.', right: true },
      ],
    });
  });

  it.each([
    'Siapa?',
    '- [ ] tanpa tanya | x',
    'Satu.\n\nDua.\n\n- [x] a | b',
    'S?\n\n- [x] a\nlain',
  ])('that holds more is left as text: %j', (body) => expect(checkOf(body)).toBeNull());
});
