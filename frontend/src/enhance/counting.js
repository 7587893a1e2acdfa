/** How long a text is, counted as `words_in` of the server's essay counts. Pure. */

/** Runs between spaces with a letter or a digit in them. @param {string} text */
export const wordsIn = (text) =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** What the count says of the bounds. @param {number} n @param {number} least @param {number} most @returns {'count'|'count_short'|'count_long'} */
export const toneOf = (n, least, most) => {
  if (most && n > most) return 'count_long';
  return n < least ? 'count_short' : 'count';
};
