/** The front matter of a lesson: title and summary as fields, the rest as it stands. Pure. */

/** @typedef {{head: string, body: string}} Lesson `head` with both of its lines `---` */

/** @param {string} text a lesson's file @returns {Lesson|null} null where no front matter begins it */
export function split(text) {
  const found = /^---\n(?:.*\n)*?---(?:\n|$)/.exec(text);
  return found ? { head: found[0], body: text.slice(found[0].length) } : null;
}

/** How many lines stand above the body. @param {Lesson} lesson */
export const above = ({ head }) => head.split('\n').length - 1;

/** A key with what follows it: the rest of its line and the indented lines below. @param {string} key */
const entry = (key) => new RegExp(`^${key}:[ \\t]*(.*(?:\\n[ \\t]+.*)*)\\n`, 'm');

/**
 * A field as a person reads it.
 *
 * @param {string} head @param {string} key
 * @returns {string|null} '' where it is not there; null where it is written in a way that only the
 *   file itself shows
 */
export function field(head, key) {
  const written = entry(key).exec(head)?.[1];
  if (written === undefined) return '';
  const value = written.replace(/\s*\n[ \t]+/g, ' ').trim();
  if (value.startsWith('"')) {
    try {
      return JSON.parse(value);
    } catch {
      return null;
    }
  }
  if (value.startsWith("'")) {
    return /^'(?:[^']|'')*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : null;
  }
  return /^[|>&*!{[%@`]|\s#/.test(value) ? null : value;
}

// What YAML reads as text without quotes, and reads back unchanged.
const PLAIN = /^[\p{L}](?:[^:#\n\\]|:(?=\S)|(?<=\S)#)*$/u;
const NOT_TEXT = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** @param {string} value one line @returns {string} */
export function quoted(value) {
  const plain = PLAIN.test(value) && !NOT_TEXT.test(value) && !/[\s:]$/.test(value);
  return plain ? value : JSON.stringify(value);
}

/**
 * The head with a field set, in its place or below the last one.
 *
 * @param {string} head @param {string} key @param {string} value line ends become spaces
 */
export function withField(head, key, value) {
  const line = `${key}: ${quoted(value.replace(/\s*\n\s*/g, ' '))}\n`;
  if (entry(key).test(head)) return head.replace(entry(key), () => line);
  return head.replace(/---(\n?)$/, (_, end) => `${line}---${end}`);
}

/** What the translation of a lesson begins with: its own words to be written, the same blocks. @param {string} text */
export function translationOf(text) {
  const lesson = split(text);
  if (!lesson) return text;
  const said = (/** @type {string} */ key) =>
    field(lesson.head, `${key}_en`) || field(lesson.head, key) || '';
  return `---\ntitle: ${quoted(said('title'))}\nsummary: ${quoted(said('summary'))}\n---\n${lesson.body}`;
}
