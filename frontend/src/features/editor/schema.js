/**
 * What forms over a file are made of. `@` in a path stands for the language that is being written.
 * Ids are given by the house and stay: links and answers hang on them.
 */

/** @typedef {import('./yaml-text.js').Path} Path */
/**
 * @typedef {object} FieldOf
 * @property {'line'|'long'|'lines'|'count'|'choice'|'tick'|'effects'|'when'|'sets'|'checks'|'does'|'right'|'values'|'name'|'cells'|'scope'|'review'} as
 *   `when` and those after it have a control of their own
 * @property {Path} path
 * @property {string} name of its words, `f.<name>`
 * @property {boolean} [worded] one text, or one a language: `Kotak` or `{id: Kotak, en: Inbox}`
 * @property {boolean} [optional] empty takes it out
 * @property {any} [usual] what holds where it is not there
 * @property {number} [least]
 * @property {number} [most]
 * @property {string[]} [options] values, with words `v.<value>`
 * @property {(root: any, language: string, item: any, path: Path, around: Around) => [any, string][]} [targets] values with their words
 * @property {(value: any) => boolean} [when] of the item it belongs to
 */
/**
 * @typedef {object} ListOf
 * @property {'list'} as
 * @property {Path} path
 * @property {string} name of its words, `f.<name>`; one of it is `one.<name>`
 * @property {(item: any, language: string) => string} title
 * @property {(id: string, root: any, path: Path) => any} blank a new one
 * @property {Record<string, (id: string, root: any, path: Path) => any>} [variants] new ones by kind, with words `part.<kind>`
 * @property {{path: Path, key: string}} [beside] lists with an item for each of these: `key` of the items at `path`
 * @property {number} most
 * @property {(item: any) => string} [kindOf] a kind of its own, with words `part.<kind>`
 * @property {Node[]} nodes
 * @property {(value: any) => boolean} [when]
 */
/**
 * @typedef {object} GroupOf fields that are folded together
 * @property {'group'} as
 * @property {Path} path
 * @property {string} name of its words, `f.<name>`
 * @property {Node[]} nodes
 * @property {(value: any) => boolean} [when]
 */
/** @typedef {FieldOf|ListOf|GroupOf} Node */
/** @typedef {{here: string, quizzes: [string, string][], modules: [string, string][]}} Around what is beside the activity: slugs with their titles */

/** @param {string} name @param {'line'|'long'} [as] @param {Partial<FieldOf>} [more] @returns {FieldOf} */
export const text = (name, as = 'line', more = {}) => ({
  as,
  path: ['text', '@', name],
  name,
  ...more,
});
/** @param {string} name @param {number} least @param {number} most @param {Partial<FieldOf>} [more] @returns {FieldOf} */
export const count = (name, least, most, more = {}) => ({
  as: 'count',
  path: [name],
  name,
  least,
  most,
  ...more,
});
/** @param {string} name @param {string[]} options @param {Partial<FieldOf>} [more] @returns {FieldOf} */
export const choice = (name, options, more = {}) => ({
  as: 'choice',
  path: [name],
  name,
  options,
  ...more,
});
/** @param {string} name @param {boolean} [usual] @returns {FieldOf} */
export const tick = (name, usual = false) => ({ as: 'tick', path: [name], name, usual });

/** @param {any} item @param {string} language @param {string} key */
export const said = (item, language, key) =>
  item?.text?.[language]?.[key] || item?.text?.id?.[key] || item?.id || '';
/** What is new says so in Indonesian, which is always there. @param {Record<string, any>} words */
export const told = (words) => ({ id: words });

/** Words as a person reads them. @param {any} words @param {string} language @returns {string} */
export const spokenWords = (words, language) =>
  typeof words === 'string' ? words : words?.[language] || words?.id || '';

/** @param {Path} path @param {string} language @returns {Path} */
export const spoken = (path, language) => path.map((key) => (key === '@' ? language : key));

/** An id that no item of the list has. @param {any[]} items @param {string} name */
export function freshId(items, name) {
  const used = new Set(items.map((one) => one?.id));
  let number = items.length + 1;
  while (used.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
