/** States and their values are known by their names alone, so a new name is written everywhere. Pure. */

/** @typedef {typeof import('yaml')} Yaml */

const NAMED_IN = ['when', 'set', 'done'];

/** What people type as a name of the file: `Sudah dikirim` → `sudah-dikirim`. @param {string} typed */
export const nameOf = (typed) =>
  typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');

/** @param {Yaml} yaml @param {any} document @param {(pair: any) => void} change of each state that is named */
function everywhere(yaml, document, change) {
  yaml.visit(document, {
    Pair(_, /** @type {any} */ { key, value }) {
      if (!NAMED_IN.includes(key?.value) || !yaml.isMap(value)) return;
      for (const named of value.items) change(named);
    },
  });
}

// As the house writes files: nothing is broken into lines by itself.
const WRITTEN = { lineWidth: 0, flowCollectionPadding: false };

/**
 * The file with a state called otherwise, wherever it is named.
 *
 * @param {Yaml} yaml @param {string} text @param {number} place of the state @param {string} to
 */
export function renamedState(yaml, text, place, to) {
  const document = yaml.parseDocument(text);
  const path = ['app', 'state', place, 'id'];
  const from = document.getIn(path);
  document.setIn(path, to);
  everywhere(yaml, document, (named) => {
    if (named.key?.value === from) named.key = document.createNode(to);
  });
  return document.toString(WRITTEN);
}

/**
 * The file with a value of a state called otherwise, wherever it is named.
 *
 * @param {Yaml} yaml @param {string} text @param {number} place of the state
 * @param {number} which of its values @param {string} to
 */
export function renamedValue(yaml, text, place, which, to) {
  const document = yaml.parseDocument(text);
  const state = document.getIn(['app', 'state', place, 'id']);
  const path = ['app', 'state', place, 'values', which];
  const from = document.getIn(path);
  document.setIn(path, to);
  everywhere(yaml, document, (named) => {
    if (named.key?.value !== state) return;
    const listed = yaml.isSeq(named.value) ? named.value.items : [named.value];
    for (const one of listed) if (yaml.isScalar(one) && one.value === from) one.value = to;
  });
  return document.toString(WRITTEN);
}
