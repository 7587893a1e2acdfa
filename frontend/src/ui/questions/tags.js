/** Tags as people type them: words with commas between, made into what the bank keeps. Pure. */

/** `Antrean loket, PIN` → `['antrean-loket', 'pin']`. @param {string} text */
export const tagsIn = (text) => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((one) =>
        one
          .normalize('NFKD')
          .replace(/\p{M}/gu, '')
          .replace(/[^a-z0-9]+/gi, '-')
          .replace(/^-+|-+$/g, '')
          .toLowerCase()
          .slice(0, 40)
          .replace(/-+$/, ''),
      )
      .filter(Boolean),
  ),
];
