import { describe, expect, it } from 'vitest';
import { hasWords, pictureIn } from './typing.js';

/** @param {string} html @param {string[]} types */
const copied = (html, ...types) =>
  /** @type {any} */ ({ getData: () => html, files: types.map((type) => ({ type })) });

describe('what is copied', () => {
  it('is a picture where no word is with it', () => {
    expect(hasWords('<meta charset="utf-8"><img src="x.png" alt="a">')).toBe(false);
    expect(hasWords('<style>p { color: red }</style><p>&nbsp;</p>')).toBe(false);
    expect(hasWords('<p>Kata</p>')).toBe(true);
  });

  it.each([
    ['', ['image/png'], 'image/png'],
    ['<img src="x.png">', ['text/plain', 'image/webp', 'image/png'], 'image/webp'],
    ['<p>Kata</p>', ['image/png'], undefined],
    ['', ['application/pdf'], undefined],
    ['', [], undefined],
  ])('of %j and %j is the picture %s', (html, types, expected) => {
    expect(pictureIn(copied(html, ...types))?.type).toBe(expected);
  });

  it('may be nothing', () => expect(pictureIn(null)).toBe(null));
});
