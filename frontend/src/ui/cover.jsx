import { useMemo } from 'preact/hooks';

/**
 * A drawing a topic: the same line as the icons, one amber thing that matters. A topic without one
 * of its own wears the open book.
 */
const DRAWINGS = /** @type {Record<string, string>} */ ({
  counter:
    '<path d="M4 46h56M10 46V34h20v12M34 46V34h20v12"/><circle cx="20" cy="25" r="5"/><circle cx="44" cy="25" r="5"/><path class="flame" d="m32 6 4 6-4 6-4-6z"/><path d="M14 58h4m6 0h4m6 0h4m6 0h4"/>',
  screen:
    '<path d="M8 10h48v34H8zM24 54h16M32 44v10M16 20h14M16 27h10M16 34h14"/><path class="flame" d="m44 18 6 9-6 9-6-9z"/>',
  watch:
    '<circle cx="32" cy="34" r="22"/><path d="M32 12V6m-6 0h12M32 34V20m0 14 10 6"/><path class="flame" d="m32 28 4 6-4 6-4-6z"/>',
  leaf: '<path d="M32 58V30M32 44c-10 0-16-6-17-16 10 0 16 6 17 16zM32 36c0-10 5-17 16-19 1 11-5 18-16 19zM12 58h40"/><path class="flame" d="m32 6 4 6-4 6-4-6z"/>',
  book: '<path d="M32 20c-6-5-14-6-24-5v36c10-1 18 0 24 5 6-5 14-6 24-5V15c-10-1-18 0-24 5zM32 20v36"/><path class="flame" d="m32 4 4 5-4 5-4-5z"/>',
});

const TOPICS = /** @type {[RegExp, string][]} */ ([
  [/layanan|service/i, 'counter'],
  [/digital|spbe|government/i, 'screen'],
  [/waktu|time/i, 'watch'],
  [/lingkungan|sampah|environment|waste/i, 'leaf'],
]);

/** @param {string} topic @returns {string} the drawing's name */
const drawingOf = (topic) => TOPICS.find(([pattern]) => pattern.test(topic))?.[1] ?? 'book';

/** @param {{topic: string}} props */
export function Cover({ topic }) {
  const inner = useMemo(() => ({ __html: DRAWINGS[drawingOf(topic)] ?? '' }), [topic]);
  return (
    <svg class="cov i" viewBox="0 0 64 64" aria-hidden="true" dangerouslySetInnerHTML={inner} />
  );
}
