/** A question's source as values: reading, setting, beginning and sending it. Pure. */

/** @typedef {Record<string, any>} Source */
/** @typedef {(string|number)[]} Path */

/** @param {any} value @param {Path} path @returns {any} */
export const read = (value, path) =>
  path.reduce((inner, key) => (inner == null ? undefined : inner[key]), value);

/**
 * The value with one place in it set; `undefined` takes a key out.
 *
 * @param {any} value @param {Path} path @param {any} inner @returns {any}
 */
export function write(value, [key, ...rest], inner) {
  if (key === undefined) return inner;
  const next = write(value?.[key], rest, inner);
  if (typeof key === 'number') {
    const list = [...(value ?? [])];
    list[key] = next;
    return list;
  }
  const others = without(value ?? {}, key);
  if (next === undefined) return others;
  // The order of keys stays, so that a source reads as it did.
  return value && key in value ? { ...value, [key]: next } : { ...others, [key]: next };
}

/** @param {Record<string, any>} value @param {...string} keys @returns {Record<string, any>} */
export const without = (value, ...keys) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

// Without those that read like one another.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';

/**
 * An id that none of these rows has. It says nothing of where the row stands: pages carry ids, and
 * an author's order may be the key.
 *
 * @param {{id: string}[]} rows
 */
export function freshId(rows) {
  for (;;) {
    const dice = crypto.getRandomValues(new Uint8Array(4));
    const id = Array.from(dice, (one) => LETTERS[one % LETTERS.length]).join('');
    if (!rows.some((row) => row.id === id)) return id;
  }
}

/** @param {number} count @returns {{id: string, text: string}[]} */
function rows(count) {
  /** @type {{id: string, text: string}[]} */
  const made = [];
  while (made.length < count) made.push({ id: freshId(made), text: '' });
  return made;
}

/** Levels of a scale, whose order is no secret. @param {number} count */
const levels = (count) =>
  Array.from({ length: count }, (_, n) => ({ id: String.fromCharCode(97 + n), text: '' }));

/** What each kind begins with: its key, and what its text has beside a stem. @type {Record<string, () => {key?: any, text?: any}>} */
const BEGIN = {
  single_choice: () => ({ text: { options: rows(4) } }),
  multiple_response: () => ({ key: [], text: { options: rows(4) } }),
  true_false: () => ({ key: true }),
  short_answer: () => ({ key: { accept: [''] } }),
  numeric: () => ({ key: { value: '', tolerance: '0' } }),
  matching: () => ({ key: {}, text: { left: rows(3), right: rows(3) } }),
  ordering: () => {
    const items = rows(3);
    return { key: items.map(({ id }) => id), text: { items } };
  },
  cloze: () => ({ key: { gaps: {} }, text: { gaps: {} } }),
  essay: () => ({
    key: {
      rubric: [
        {
          id: 'a',
          levels: [
            { id: 'a', points: 0 },
            { id: 'b', points: 4 },
          ],
        },
      ],
    },
    text: { rubric: [{ id: 'a', text: '', levels: levels(2) }] },
  }),
  calculated: () => ({ key: { formula: '', parameters: {}, tolerance: '0' } }),
  rating: () => ({
    text: { levels: levels(5).map((row, n) => ({ ...row, id: String(n + 1) })) },
  }),
  open_text: () => ({}),
};

/** @param {string} kind @param {Partial<Source>} common author, review_on and the like @returns {Source} */
export function blank(kind, common) {
  const { key, text } = BEGIN[kind]?.() ?? {};
  return {
    kind,
    ...common,
    ...(key === undefined ? {} : { key }),
    text: { id: { stem: '', ...text } },
  };
}

const COMMON = ['id', 'competency', 'author', 'review_on', 'points', 'difficulty', 'tags'];

/** What the next question of a sitting has in common with the one before. @param {Source} source */
export const commonOf = (source) =>
  Object.fromEntries(
    COMMON.filter((name) => name !== 'id' && source[name] !== undefined).map((name) => [
      name,
      source[name],
    ]),
  );

/** The same question as another kind: what both kinds know stays. @param {Source} source @param {string} kind @returns {Source} */
export function turned(source, kind) {
  const common = Object.fromEntries(
    COMMON.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]),
  );
  const made = blank(kind, common);
  const choices = ['single_choice', 'multiple_response'];
  const alike = choices.includes(kind) && choices.includes(source.kind);
  for (const [language, said] of Object.entries(source.text ?? {})) {
    const { stem, explanation, options, feedback } = said;
    made.text[language] = {
      ...(made.text[language] ?? made.text.id),
      stem,
      ...(explanation === undefined ? {} : { explanation }),
      ...(alike ? { options, ...(feedback ? { feedback } : {}) } : {}),
    };
  }
  if (alike) {
    const one = Array.isArray(source.key) ? source.key[0] : source.key;
    if (kind === 'multiple_response') made.key = one ? [one] : [];
    else if (one) made.key = one;
    else delete made.key;
  }
  return mirrored(made);
}

const LISTS = ['options', 'left', 'right', 'items', 'levels', 'rubric'];

/** A translated list with the rows of the Indonesian one. @param {any[]} list @param {any[]} other @returns {any[]} */
const following = (list, other) =>
  list.map((row) => {
    const said = other?.find(({ id }) => id === row.id);
    return {
      id: row.id,
      text: said?.text ?? '',
      ...(row.levels ? { levels: following(row.levels, said?.levels) } : {}),
    };
  });

/**
 * The English text with the rows and gaps that the Indonesian one has now; none if it says nothing.
 *
 * @param {Source} source @returns {Source}
 */
export function mirrored(source) {
  const { id: base, en } = source.text ?? {};
  if (!en || !base) return source;
  const next = { ...en };
  for (const name of LISTS) {
    if (Array.isArray(base[name])) next[name] = following(base[name], en[name]);
  }
  if (base.gaps) {
    next.gaps = Object.fromEntries(
      Object.entries(base.gaps).map(([gap, { options }]) => [
        gap,
        {
          ...en.gaps?.[gap],
          ...(options ? { options: following(options, en.gaps?.[gap]?.options) } : {}),
        },
      ]),
    );
  }
  const others = without(source.text, 'en');
  return { ...source, text: says(next) ? { ...others, en: next } : others };
}

const SILENT = ['id', 'kind', 'tolerance'];

/** Whether anything is written in it. @param {any} value @param {string} [key] @returns {boolean} */
function says(value, key) {
  if (typeof value === 'string') return !SILENT.includes(key ?? '') && value.trim() !== '';
  if (Array.isArray(value)) return value.some((one) => says(one));
  return !!value && Object.entries(value).some(([name, inner]) => says(inner, name));
}

const GAP = /\{\{([a-z][a-z0-9-]{0,19})\}\}/g;
/** The gaps a text names, each once, in order: `{{a}}` → `['a']`. @param {string} text */
export const gapsIn = (text) => [...new Set([...text.matchAll(GAP)].map(([, gap = '']) => gap))];

const NAMED = /\{\{([a-z][a-z0-9_]{0,19})\}\}/g;
/** The parameters a text names; `answer` is none. @param {string} text */
const parametersIn = (text) => [
  ...new Set(
    [...text.matchAll(NAMED)].map(([, one = '']) => one).filter((one) => one !== 'answer'),
  ),
];

/**
 * Gaps and parameters follow the stem as it is written: a new one begins, and one that is no
 * longer named goes once nothing has been said about it.
 *
 * @param {Source} source @returns {Source}
 */
export function followingStem(source) {
  const stem = source.text?.id?.stem ?? '';
  if (source.kind === 'cloze') {
    const named = gapsIn(stem);
    const old = source.key?.gaps ?? {};
    const gaps = Object.fromEntries([
      ...named.map((gap) => [gap, old[gap] ?? { kind: 'short', accept: [''] }]),
      ...Object.entries(old).filter(([gap, key]) => !named.includes(gap) && says(key, 'key')),
    ]);
    return write(source, ['key', 'gaps'], gaps);
  }
  if (source.kind === 'calculated') {
    const named = parametersIn(stem);
    const old = source.key?.parameters ?? {};
    const parameters = Object.fromEntries([
      ...named.map((one) => [one, old[one] ?? { from: '1', to: '10', step: '1' }]),
      ...Object.entries(old).filter(
        ([one]) => !named.includes(one) && String(source.key?.formula ?? '').includes(one),
      ),
    ]);
    return write(source, ['key', 'parameters'], parameters);
  }
  return source;
}

/**
 * The key after the rows it is made of: an ordering's is the order they are written in, and pairs
 * of what is gone go too.
 *
 * @param {Source} source @returns {Source}
 */
export function keyed(source) {
  const base = source.text?.id ?? {};
  if (source.kind === 'ordering' && base.items) {
    return { ...source, key: base.items.map((/** @type {any} */ one) => one.id) };
  }
  if (source.kind === 'matching' && base.left) {
    const has = (/** @type {any[]} */ list, /** @type {string} */ id) =>
      list.some((row) => row.id === id);
    const key = Object.entries(source.key ?? {}).filter(
      ([left, right]) => has(base.left, left) && has(base.right ?? [], right),
    );
    return { ...source, key: Object.fromEntries(key) };
  }
  return source;
}

/** Rows without what was begun and left empty at their end. @param {any[]} list @param {number} least @param {(row: any) => boolean} kept */
function trimmed(list, least, kept = () => false) {
  const next = [...list];
  const empty = (/** @type {any} */ row) =>
    (typeof row === 'string' ? row : (row?.text ?? '')).trim() === '' && !row?.levels;
  while (next.length > least && empty(next.at(-1)) && !kept(next.at(-1))) next.pop();
  return next;
}

/** A text without extras that say nothing. @param {Source} said */
function shed(said) {
  const next = { ...said };
  for (const name of ['explanation', 'unit', 'model_answer']) {
    if (typeof next[name] === 'string' && !next[name].trim()) delete next[name];
  }
  if (next.feedback) {
    const given = Object.entries(next.feedback).filter(([, text]) => String(text).trim());
    if (given.length) next.feedback = Object.fromEntries(given);
    else delete next.feedback;
  }
  if (next.gaps) {
    next.gaps = Object.fromEntries(
      Object.entries(next.gaps).flatMap(([gap, { unit, ...others }]) => {
        const tidy = { ...others, ...(unit?.trim() ? { unit } : {}) };
        return Object.keys(tidy).length ? [[gap, tidy]] : [];
      }),
    );
    if (!Object.keys(next.gaps).length) delete next.gaps;
  }
  return next;
}

/** @param {Source} said a text in one language @param {any} key */
function tidyText(said, key) {
  const next = { ...said };
  const right = Array.isArray(key) ? key : [key];
  for (const name of ['options', 'items', 'left', 'right', 'levels']) {
    if (!Array.isArray(next[name])) continue;
    next[name] = trimmed(next[name], 2, ({ id }) => name === 'options' && right.includes(id));
  }
  if (next.gaps) {
    next.gaps = Object.fromEntries(
      Object.entries(next.gaps).map(([gap, one]) => [
        gap,
        one.options ? { ...one, options: trimmed(one.options, 2) } : one,
      ]),
    );
  }
  return shed(next);
}

/**
 * What is kept while it is being written: rows that are begun stay, empty extras do not.
 *
 * @param {Source} source @returns {Source}
 */
export function settled(source) {
  const text = Object.fromEntries(
    Object.entries(source.text ?? {}).map(([language, said]) => [language, shed(said)]),
  );
  const next = mirrored(keyed(followingStem({ ...source, text })));
  if (next.tags && !next.tags.length) delete next.tags;
  return next;
}

/**
 * What is sent: without rows that were begun and left empty, and without empty extras.
 *
 * @param {Source} source @returns {Source}
 */
export function tidy(source) {
  const text = Object.fromEntries(
    Object.entries(source.text ?? {}).map(([language, said]) => [
      language,
      tidyText(said, source.key),
    ]),
  );
  const next = keyed({ ...source, text });
  if (Array.isArray(next.key?.accept)) {
    next.key = { ...next.key, accept: trimmed(next.key.accept, 1) };
  }
  if (source.kind === 'cloze' && source.key?.gaps) {
    next.key = {
      ...source.key,
      gaps: Object.fromEntries(
        Object.entries(source.key.gaps).map(([gap, one]) => [
          gap,
          one.accept ? { ...one, accept: trimmed(one.accept, 1) } : one,
        ]),
      ),
    };
  }
  if (next.tags && !next.tags.length) delete next.tags;
  for (const name of ['id', 'competency', 'author', 'review_on']) {
    if (typeof next[name] === 'string' && !next[name].trim()) delete next[name];
  }
  return mirrored(next);
}

/**
 * An unfinished source with something where nothing is yet, so that it can be shown while it is
 * written; and where that was.
 *
 * @param {Source} source @returns {{source: Source, missing: Path[]}}
 */
export function standingIn(source) {
  /** @type {Path[]} */
  const missing = [];
  let next = source;
  const fill = (/** @type {Path} */ path, /** @type {any} */ value) => {
    if (value === undefined || says(read(next, path), '')) return;
    missing.push(path);
    next = write(next, path, value);
  };
  fill(['competency'], '-');
  fill(['author'], '-');
  fill(['review_on'], '2030-01-01');
  if (!['rating', 'open_text'].includes(source.kind)) {
    for (const language of Object.keys(source.text ?? {})) {
      fill(['text', language, 'explanation'], '-');
    }
  }
  const option = source.text?.id?.options?.[0]?.id;
  if (source.kind === 'single_choice') fill(['key'], option);
  if (source.kind === 'multiple_response') fill(['key'], option && [option]);
  return { source: next, missing };
}
