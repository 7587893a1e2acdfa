/** Addresses that the marking pages alone link to; they weigh nothing on a learner's phone. */
import { marking } from '../../kit/manage-paths.js';

export const all = `${marking}/antrean`;
export const done = `${marking}/selesai`;
export const late = `${marking}/terlambat`;
export const lateOne = (/** @type {string} */ id) => `${late}/${id}`;
export const response = (/** @type {string} */ id) => `${marking}/jawaban/${id}`;
