/**
 * A YAML file's values, and the file again with one of them changed. What is not touched stays as
 * its author wrote it: a text or a number is replaced in its place, and only where parts come or go
 * is the file written anew. The library is given, since it arrives when a form is opened.
 */

/** @typedef {typeof import('yaml')} Yaml */
/** @typedef {(string|number)[]} Path */
/** @typedef {{value: any, startingAt: (line: number) => Path}} Read */

// As the house writes files: nothing is broken into lines by itself.
const WRITTEN = { lineWidth: 0, flowCollectionPadding: false };
const PLAIN = /^[\p{L}\p{N}](?:[^:#,[\]{}\n\\"]|:(?=\S))*$/u;
const NOT_TEXT =
  /^(?:true|false|yes|no|on|off|null|y|n|~|[-+.\d][\d._eE+-]*|0[xo].*|\d{4}-\d\d.*)$/i;

/**
 * @param {Yaml} yaml @param {string} text
 * @returns {Read|null} null where the file cannot be read or holds no fields; `startingAt`: the
 *   innermost value that begins at a line, from 1, or is the last to begin before it
 */
export function read(yaml, text) {
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter });
  if (document.errors.length || !yaml.isCollection(document.contents)) return null;
  return {
    value: document.toJS(),
    startingAt(line) {
      let found = /** @type {Path} */ ([]);
      /** @param {any} node @param {Path} path */
      const walk = (node, path) => {
        if (!yaml.isCollection(node)) return;
        node.items.forEach((/** @type {any} */ item, place) => {
          const inner = yaml.isPair(item) ? item.value : item;
          const key = yaml.isPair(item) ? /** @type {any} */ (item.key)?.value : place;
          const begins = (yaml.isPair(item) ? /** @type {any} */ (item.key) : item)?.range?.[0];
          if (begins === undefined || counter.linePos(begins).line > line) return;
          found = [...path, key];
          walk(inner, found);
        });
      };
      walk(document.contents, []);
      return found;
    },
  };
}

/** @param {any} value @returns {string|null} as it stands on one line; null where it cannot */
function onOneLine(value) {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.includes('\n')) return null;
  const plain = PLAIN.test(value) && !NOT_TEXT.test(value) && !/[\s:]$/.test(value);
  return plain ? value : JSON.stringify(value);
}

/** @param {any} a @param {any} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The file with a value in place of another.
 *
 * @param {Yaml} yaml @param {string} text of a file that can be read
 * @param {Path} path
 * @param {any} value `undefined` takes it out, with what is then empty above it
 * @returns {string}
 */
export function write(yaml, text, path, value) {
  const document = yaml.parseDocument(text);
  const before = document.toJS();
  const node = document.getIn(path, true);
  if (value !== undefined && yaml.isScalar(node) && node.range && isPlain(value)) {
    const [from, to] = node.range;
    const written = onOneLine(value) ?? block(text, from, to, value);
    if (written !== null) {
      const ends = text.slice(from, to).endsWith('\n') && !written.endsWith('\n') ? '\n' : '';
      const next = text.slice(0, from) + written + ends + text.slice(to);
      const found = read(yaml, next);
      // Tried, and only kept if it says exactly what was meant.
      if (found && same(found.value, with_(before, path, value))) return next;
    }
  }
  if (value === undefined) document.deleteIn(path);
  else
    document.setIn(
      path,
      value !== null && typeof value === 'object'
        ? document.createNode(value, { flow: isShort(value) })
        : value,
    );
  if (value === undefined) {
    for (let up = path.slice(0, -1); up.length; up = up.slice(0, -1)) {
      const left = /** @type {any} */ (document.getIn(up));
      if (typeof up.at(-1) === 'number' || !yaml.isMap(left) || left.items.length) break;
      document.deleteIn(up);
    }
  }
  return document.toString(WRITTEN);
}

/** Whether a list or mapping reads well on one line. @param {any} value @returns {boolean} */
const isShort = (value) =>
  Object.values(value).every((one) =>
    isPlain(one) ? String(one).length < 40 : Array.isArray(one) && one.every(isPlain),
  );

/** @param {any} value */
const isPlain = (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/**
 * Several lines as a block, indented as the ones it replaces.
 *
 * @param {string} text @param {number} from @param {number} to @param {string} value
 */
function block(text, from, to, value) {
  const indent = /\n( +)\S/.exec(text.slice(from, to))?.[1];
  if (!indent || /^\s|[\t\r]| \n/.test(value)) return null;
  const kept = value.endsWith('\n') ? '|' : '|-';
  const lines = value.replace(/\n$/, '').split('\n');
  return `${kept}\n${lines.map((line) => line && indent + line).join('\n')}\n`;
}

/** @param {any} of @param {Path} path @param {any} value @returns {any} */
function with_(of, [key, ...rest], value) {
  if (key === undefined) return value;
  const copy = Array.isArray(of) ? [...of] : { ...of };
  copy[key] = with_(of?.[key], rest, value);
  return copy;
}

/**
 * A list with an item moved, put in or taken out.
 *
 * @param {Yaml} yaml @param {string} text @param {Path} path of the list
 * @param {(items: any[]) => any[]} change of its nodes: the same ones, or new values
 */
export function rewrite(yaml, text, path, change) {
  const document = yaml.parseDocument(text);
  const list = path.length ? document.getIn(path, true) : document.contents;
  const nodes = yaml.isSeq(list) ? list.items : [];
  const next = change([...nodes]).map((one) => (yaml.isNode(one) ? one : document.createNode(one)));
  if (yaml.isSeq(list)) list.items = next;
  else {
    const made = /** @type {any} */ (document.createNode([]));
    made.items = next;
    document.setIn(path, made);
  }
  return document.toString(WRITTEN);
}

/** @param {any} value @param {Path} path @returns {any} */
export const at = (value, path) =>
  path.reduce(
    (inner, key) => (inner === null || inner === undefined ? undefined : inner[key]),
    value,
  );
