/** What is written in an app practice, as forms: screens, their parts, presses, states and goals. */
import { choice, count, spokenWords, text } from './schema.js';
import { at } from './yaml-text.js';

/** @typedef {import('./schema.js').Node} Node */
/** @typedef {import('./schema.js').FieldOf} FieldOf */
/** @typedef {import('./schema.js').Path} Path */

/** @param {string} name @param {'line'|'long'} [as] @param {Partial<FieldOf>} [more] @returns {FieldOf} */
const words = (name, as = 'line', more = {}) => ({ as, path: [name], name, worded: true, ...more });

/** Every id and name of a field of the application, since links are made of these. @param {any} value @param {Set<string>} found */
function ids(value, found = new Set()) {
  if (Array.isArray(value)) for (const one of value) ids(one, found);
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'id' || key === 'field') && typeof inner === 'string') found.add(inner);
      else ids(inner, found);
    }
  }
  return found;
}

/** @param {any} root @param {string} name @param {string[]} [more] taken as well */
function unusedId(root, name, more = []) {
  const used = new Set([...ids(root?.app), ...more]);
  let number = 1;
  while (used.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** @param {any} root @param {string} language @returns {[any, string][]} */
const screens = (root, language) =>
  (root?.app?.screens ?? []).map((/** @type {any} */ one) => [
    one?.id ?? '',
    spokenWords(one?.title, language) || one?.id || '',
  ]);

/** @param {any} root @param {Path} path within a screen @returns {any[]} the fields of that screen */
export const fieldsAt = (root, path) =>
  path[1] === 'screens'
    ? (at(root, path.slice(0, 3))?.parts ?? []).filter((/** @type {any} */ one) => one?.field)
    : [];

/** What a press does, by what is written of it. @param {any} press */
export const doing = (press) =>
  press?.on !== undefined
    ? 'on'
    : press?.wrong !== undefined
      ? 'wrong'
      : ['go', 'set', 'say', 'checks'].some((name) => press?.[name] !== undefined)
        ? 'right'
        : '';

const STAY = /** @type {[any, string]} */ ([undefined, 'stay']);
/** What a press does where it is right, and why where it is not. @type {Node[]} */
const ACTS = [
  { as: 'does', path: [], name: 'does' },
  words('wrong', 'long', { when: (one) => doing(one) === 'wrong' }),
  { as: 'checks', path: ['checks'], name: 'checks', when: (one) => doing(one) === 'right' },
  { as: 'sets', path: ['set'], name: 'set', when: (one) => doing(one) === 'right' },
  {
    as: 'choice',
    path: ['go'],
    name: 'go',
    optional: true,
    when: (one) => doing(one) === 'right',
    targets: (root, language) => [STAY, ...screens(root, language)],
  },
  words('say', 'long', { optional: true, when: (one) => doing(one) === 'right' }),
];
/** @type {FieldOf} */
const WHEN = { as: 'when', path: ['when'], name: 'when', optional: true };

/** @type {Node[]} */
const PRESS = [
  ...ACTS,
  {
    as: 'list',
    path: ['on'],
    name: 'on',
    most: 12,
    when: (one) => doing(one) === 'on',
    title: (one, language) =>
      [
        Object.entries(one?.when ?? {})
          .map(([state, values]) => `${state}: ${[values].flat().join(', ')}`)
          .join('; '),
        spokenWords(one?.wrong ?? one?.say, language) || one?.go,
      ]
        .filter(Boolean)
        .join(' → '),
    blank: () => ({ wrong: '…' }),
    nodes: [WHEN, ...ACTS],
  },
];

const TONES = ['plain', 'wait', 'ok', 'no'];
/** @param {string} name */
const has = (name) => (/** @type {any} */ part) => part?.[name] !== undefined;
const isField = has('field');
const ofOptions = (/** @type {any} */ one) =>
  isField(one) && (['choice', 'select', 'file'].includes(one.kind) || one.options !== undefined);
const typed = (/** @type {any} */ one) =>
  isField(one) && !['choice', 'select', 'file'].includes(one.kind);
const written = (/** @type {any} */ one) => typed(one) && one.kind !== 'checkbox';

/** Fields of any screen, for a fact that shows what was filled in. @param {any} root @param {string} language @returns {[any, string][]} */
const filled = (root, language) =>
  (root?.app?.screens ?? [])
    .flatMap((/** @type {any} */ screen) => screen?.parts ?? [])
    .filter(isField)
    .map((/** @type {any} */ one) => [one.field, spokenWords(one.label, language) || one.field]);

/** Which part of a screen this is. @param {any} part */
const kindOfPart = (part) => PARTS.find((name) => part?.[name] !== undefined) ?? '';
const PARTS = ['text', 'paper', 'note', 'device', 'facts', 'list', 'table', 'field', 'button'];

/** @param {any} part @param {string} language */
function partTitle(part, language) {
  const first = part?.facts?.[0]?.label ?? part?.list?.[0]?.title;
  const kind = kindOfPart(part);
  return spokenWords(kind === 'field' ? part.label : (first ?? part?.[kind]), language);
}

/** @type {Node[]} */
const FIELD = [
  words('label', 'line', { when: isField }),
  choice('kind', ['text', 'long', 'code', 'date', 'checkbox', 'choice', 'select', 'file'], {
    name: 'ask',
    usual: 'text',
    when: isField,
  }),
  words('help', 'line', { optional: true, when: isField }),
  { as: 'line', path: ['start'], name: 'begins', optional: true, when: written },
  {
    as: 'list',
    path: ['options'],
    name: 'offers',
    most: 12,
    when: ofOptions,
    title: (one, language) => spokenWords(one?.label, language),
    blank: (id) => ({ id, label: '…', wrong: '…' }),
    nodes: [words('label'), words('wrong', 'long', { name: 'whyNot', optional: true })],
  },
  { as: 'right', path: ['right'], name: 'right', optional: true, when: typed },
  {
    as: 'list',
    path: ['mistakes'],
    name: 'mistakes',
    most: 12,
    when: (one) => written(one) || has('mistakes')(one),
    title: (one) => [one?.is].flat().filter(Boolean).join(', '),
    blank: () => ({ is: ['…'], say: '…' }),
    nodes: [{ as: 'lines', path: ['is'], name: 'is' }, words('say', 'long', { name: 'whyNot' })],
  },
  words('otherwise', 'long', { optional: true, when: isField }),
];

/** @type {Node[]} */
const PART = [
  words('text', 'long', { name: 'markdown', when: has('text') }),
  words('paper', 'long', { when: has('paper') }),
  words('note', 'long', { when: has('note') }),
  choice('tone', ['info', 'warn', 'ok'], { usual: 'info', when: has('note') }),
  words('device', 'line', { when: has('device') }),
  words('says', 'long', { when: has('device') }),
  {
    as: 'list',
    path: ['facts'],
    name: 'facts',
    most: 20,
    when: has('facts'),
    title: (one, language) => spokenWords(one?.label, language),
    blank: () => ({ label: '…', value: '…' }),
    nodes: [
      words('label'),
      words('value', 'line', { optional: true }),
      {
        as: 'choice',
        path: ['of'],
        name: 'of',
        optional: true,
        targets: (root, language) => [[undefined, 'ofNone'], ...filled(root, language)],
      },
      WHEN,
    ],
  },
  {
    as: 'list',
    path: ['list'],
    name: 'listRows',
    most: 20,
    when: has('list'),
    title: (one, language) => spokenWords(one?.title, language),
    blank: (_, root) => ({ id: unusedId(root, 'baris'), title: '…', say: '…' }),
    nodes: [
      words('title'),
      words('note', 'line', { name: 'under', optional: true }),
      words('tag', 'line', { optional: true }),
      choice('tone', TONES, { usual: 'plain' }),
      WHEN,
      ...PRESS,
    ],
  },
  words('table', 'line', { name: 'caption', when: has('table') }),
  {
    as: 'list',
    path: ['columns'],
    name: 'tableColumns',
    most: 8,
    when: has('table'),
    beside: { path: ['rows'], key: 'cells' },
    title: spokenWords,
    blank: () => '…',
    nodes: [{ as: 'line', path: [], name: 'heading', worded: true }],
  },
  {
    as: 'list',
    path: ['rows'],
    name: 'tableRows',
    most: 30,
    when: has('table'),
    title: (one, language) => spokenWords(one?.cells?.[0], language),
    blank: (_, root, path) => ({
      id: unusedId(root, 'baris'),
      cells: (at(root, [...path.slice(0, -1), 'columns']) ?? ['']).map(() => '…'),
    }),
    nodes: [{ as: 'cells', path: ['cells'], name: 'cells' }, WHEN, ...PRESS],
  },
  ...FIELD,
  words('button', 'line', { when: has('button') }),
  { as: 'tick', path: ['main'], name: 'main', optional: true, usual: false, when: has('button') },
  { ...WHEN },
  ...PRESS.map((node) => ({
    ...node,
    when: (/** @type {any} */ one) => has('button')(one) && (node.when?.(one) ?? true),
  })),
];

/** @type {Node[]} */
export const APP = [
  text('title'),
  text('summary'),
  text('intro', 'long', { name: 'appIntro' }),
  count('minutes', 1, 15),
  words('name', 'line', { path: ['app', 'name'], name: 'appName' }),
  words('general', 'long', { path: ['app', 'general'] }),
  {
    as: 'choice',
    path: ['app', 'start'],
    name: 'startScreen',
    targets: (root, language) => screens(root, language),
  },
  {
    as: 'list',
    path: ['app', 'state'],
    name: 'state',
    most: 12,
    title: (one) => `${one?.id ?? ''}: ${(one?.values ?? []).join(', ')}`,
    blank: (_, root) => ({ id: unusedId(root, 'keadaan'), values: ['belum', 'sudah'] }),
    nodes: [
      { as: 'name', path: ['id'], name: 'stateName' },
      { as: 'values', path: ['values'], name: 'values' },
    ],
  },
  {
    as: 'list',
    path: ['app', 'tasks'],
    name: 'tasks',
    most: 8,
    title: (one, language) => spokenWords(one?.goal, language),
    blank: (_, root) => ({
      id: unusedId(root, 'tugas'),
      goal: '…',
      hint: '…',
      done: root?.app?.state?.[0]
        ? { [root.app.state[0].id]: root.app.state[0].values?.at(-1) }
        : {},
    }),
    nodes: [
      words('goal', 'long'),
      words('hint', 'long'),
      { as: 'when', path: ['done'], name: 'done' },
    ],
  },
  {
    as: 'list',
    path: ['app', 'screens'],
    name: 'screens',
    most: 30,
    title: (one, language) => spokenWords(one?.title, language),
    blank: (_, root) => ({
      id: unusedId(root, 'layar'),
      title: '…',
      parts: [
        { text: '…' },
        {
          button: '…',
          id: unusedId(root, 'tombol'),
          go: root?.app?.start ?? '',
        },
      ],
    }),
    nodes: [
      words('title'),
      choice('look', ['page', 'dialog', 'browser'], { usual: 'page' }),
      words('address', 'line', {
        name: 'site',
        optional: true,
        when: (one) => one?.look === 'browser' || one?.address !== undefined,
      }),
      {
        as: 'tick',
        path: ['nav'],
        name: 'nav',
        optional: true,
        usual: true,
      },
      {
        as: 'list',
        path: ['parts'],
        name: 'parts',
        most: 40,
        title: partTitle,
        kindOf: kindOfPart,
        blank: () => ({ text: '…' }),
        variants: {
          text: () => ({ text: '…' }),
          button: (_, root) => ({ button: '…', id: unusedId(root, 'tombol'), say: '…' }),
          field: (_, root) => ({ field: unusedId(root, 'isian'), label: '…', otherwise: '…' }),
          list: (_, root) => ({ list: [{ id: unusedId(root, 'baris'), title: '…', say: '…' }] }),
          facts: () => ({ facts: [{ label: '…', value: '…' }] }),
          table: (_, root) => ({
            table: '…',
            columns: ['…', '…'],
            rows: [{ id: unusedId(root, 'baris'), cells: ['…', '…'] }],
          }),
          note: () => ({ note: '…' }),
          paper: () => ({ paper: '…' }),
          device: () => ({ device: '…', says: '…' }),
        },
        nodes: PART,
      },
    ],
  },
  {
    as: 'list',
    path: ['app', 'nav'],
    name: 'menu',
    most: 4,
    title: (one, language) => spokenWords(one?.label, language),
    blank: (_, root) => ({
      id: unusedId(root, 'menu'),
      label: '…',
      go: root?.app?.start ?? '',
    }),
    nodes: [words('label'), ...PRESS],
  },
];
