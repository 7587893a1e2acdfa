import { describe, expect, it } from 'vitest';
import { above, field, quoted, split, translationOf, withField } from './front.js';

const TEXT = '---\nid: x\ntitle: "Besok: catat"\nsummary: Dua jam\n  saja\n---\nIsi.\n';
const lesson = /** @type {import('./front.js').Lesson} */ (split(TEXT));

describe('front matter', () => {
  it('stands apart from the body', () => {
    expect(lesson.body).toBe('Isi.\n');
    expect(above(lesson)).toBe(6);
    expect(lesson.head + lesson.body).toBe(TEXT);
    expect(split('Isi tanpa kepala')).toBeNull();
    expect(split('---\n---\n')).toEqual({ head: '---\n---\n', body: '' });
  });

  it.each([
    ['title: Biasa', 'Biasa'],
    ['title: "Besok: catat"', 'Besok: catat'],
    ["title: 'Jum''at'", "Jum'at"],
    ['title: Dua\n  baris', 'Dua baris'],
    ['title: ""', ''],
    ['lain: x', ''],
    ['title: >\n  lipat', null],
    ['title: isi # catatan', null],
    ['title: [a]', null],
  ])('%j is read as %j', (written, value) => {
    expect(field(`---\n${written}\n---\n`, 'title')).toBe(value);
  });

  it('is set in its place, or below the last', () => {
    expect(field(withField(lesson.head, 'title', 'Baru: "ya" $&'), 'title')).toBe('Baru: "ya" $&');
    expect(withField(lesson.head, 'summary', 'a\nb')).toBe(
      '---\nid: x\ntitle: "Besok: catat"\nsummary: a b\n---\n',
    );
    expect(withField('---\nid: x\n---\n', 'title', 'T')).toBe('---\nid: x\ntitle: T\n---\n');
  });

  it.each([
    ['Biasa saja', 'Biasa saja'],
    ['pukul 07:30', 'pukul 07:30'],
    ['Besok: catat', '"Besok: catat"'],
    ['true', '"true"'],
    ['12', '"12"'],
    ['- butir', '"- butir"'],
    ['isi # bukan', '"isi # bukan"'],
    ['akhir:', '"akhir:"'],
    ['', '""'],
  ])('%j is written as %j', (value, written) => {
    expect(quoted(value)).toBe(written);
    expect(field(`---\ntitle: ${written}\n---\n`, 'title')).toBe(value);
  });

  it('begins a translation with the same blocks', () => {
    expect(translationOf(TEXT)).toBe(
      '---\ntitle: "Besok: catat"\nsummary: Dua jam saja\n---\nIsi.\n',
    );
  });
});
