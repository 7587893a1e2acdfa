/**
 * What the shell learns beside its pages: how much waits to be sent, answers that are newer than
 * what was shown, courses that are here, a new build that is ready. See `offline/look-beside.js`.
 */
import { signal } from '@preact/signals';

/** Commands on this device that the server has not answered. */
export const waiting = signal(0);
/** A build that waits to be used; calling it loads the page anew. */
export const newBuild = signal(/** @type {(() => void)|null} */ (null));
/** Counts the times that the server had something newer than what the device showed. */
export const fresher = signal(0);
/** Version of each course that is whole on this device, by slug. */
export const onDevice = signal(/** @type {Record<string, number>} */ ({}));
