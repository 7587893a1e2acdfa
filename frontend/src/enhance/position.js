/** Where a reader is in a text: pure, so that it can be tested without a page. */

/** Below the sticky bar: a block whose foot is above this line has been read past. */
const READING_LINE = 96;

/**
 * The index of the block at the reading line; -1 if there is none.
 *
 * @param {number[]} bottoms lower edge of each block, in order, in pixels from the window's top
 */
export function atBlock(bottoms, line = READING_LINE) {
  const index = bottoms.findIndex((bottom) => bottom > line);
  return index === -1 ? bottoms.length - 1 : index;
}

/**
 * How far the window's foot has come through the text, in thousandths.
 *
 * @param {{top: number, height: number}} text
 * @param {number} windowHeight
 */
export function furthestOf({ top, height }, windowHeight) {
  if (height <= 0) return 1000;
  return Math.max(0, Math.min(1000, Math.round(((windowHeight - top) / height) * 1000)));
}

/**
 * Whether to take the reader to where they stopped: not if the address names a place, if they have
 * begun to scroll, if they had hardly begun, or if they had finished.
 *
 * @param {{spot: string|null, furthest: number, done: boolean}|undefined} state
 * @param {string} hash
 * @param {number} scrolled pixels
 */
export function shouldResume(state, hash, scrolled) {
  if (!state?.spot || hash || scrolled > 40) return false;
  return state.spot !== 'b1' && state.spot !== 'b2' && !state.done;
}
