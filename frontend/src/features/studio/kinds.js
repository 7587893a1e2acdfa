/** The kinds of activity, each with its icon, in the order in which they are offered. */
import { book, device, edit, quiz, scene } from '../../icons.json';

export const KINDS = /** @type {const} */ ([
  'lesson',
  'quiz',
  'scenario',
  'app_practice',
  'worksheet',
]);

/** What a worksheet can work out. */
export const TOOLS = /** @type {const} */ ([
  'none',
  'queue',
  'minutes',
  'skm',
  'time_log',
  'action_plan',
  'matrix',
  'week',
]);

const ICONS = /** @type {Record<string, string>} */ ({
  lesson: book,
  quiz,
  scenario: scene,
  app_practice: device,
  worksheet: edit,
});

/** @param {string} kind */
export const iconOf = (kind) => ICONS[kind] ?? book;
