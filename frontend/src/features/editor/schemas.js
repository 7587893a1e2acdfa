/**
 * What is written in a scenario, a worksheet and a quiz, as forms. `@` in a path stands for the
 * language that is being written. Ids are given by the house and stay: links and answers hang on
 * them.
 */

/** @typedef {import('./yaml-text.js').Path} Path */
/**
 * @typedef {object} FieldOf
 * @property {'line'|'long'|'count'|'choice'|'tick'|'effects'} as
 * @property {Path} path
 * @property {string} name of its words, `f.<name>`
 * @property {boolean} [optional] empty takes it out
 * @property {any} [usual] what holds where it is not there
 * @property {number} [least]
 * @property {number} [most]
 * @property {string[]} [options] values, with words `v.<value>`
 * @property {(root: any, language: string, item: any) => [any, string][]} [targets] values with their words
 * @property {(value: any) => boolean} [when] of the item it belongs to
 */
/**
 * @typedef {object} ListOf
 * @property {'list'} as
 * @property {Path} path
 * @property {string} name of its words, `f.<name>`; one of it is `one.<name>`
 * @property {(item: any, language: string) => string} title
 * @property {(id: string, root: any) => any} blank a new one
 * @property {number} most
 * @property {Node[]} nodes
 * @property {(value: any) => boolean} [when]
 */
/** @typedef {FieldOf|ListOf} Node */

/** @param {string} name @param {'line'|'long'} [as] @param {Partial<FieldOf>} [more] @returns {FieldOf} */
const text = (name, as = 'line', more = {}) => ({ as, path: ['text', '@', name], name, ...more });
/** @param {string} name @param {number} least @param {number} most @param {Partial<FieldOf>} [more] @returns {FieldOf} */
const count = (name, least, most, more = {}) => ({
  as: 'count',
  path: [name],
  name,
  least,
  most,
  ...more,
});
/** @param {string} name @param {string[]} options @param {Partial<FieldOf>} [more] @returns {FieldOf} */
const choice = (name, options, more = {}) => ({
  as: 'choice',
  path: [name],
  name,
  options,
  ...more,
});
/** @param {string} name @param {boolean} [usual] @returns {FieldOf} */
const tick = (name, usual = false) => ({ as: 'tick', path: [name], name, usual });

/** @param {any} item @param {string} language @param {string} key */
const said = (item, language, key) =>
  item?.text?.[language]?.[key] || item?.text?.id?.[key] || item?.id || '';
/** What is new says so in Indonesian, which is always there. @param {Record<string, any>} words */
const told = (words) => ({ id: words });

/** @param {any} root @param {string} language @returns {[string, string][]} */
const places = (root, language) =>
  [...(root.steps ?? []), ...(root.endings ?? [])].map((one) => [
    one?.id ?? '',
    said(one, language, 'title'),
  ]);

const SCENARIO = /** @type {Node[]} */ ([
  text('title'),
  text('summary'),
  text('setting', 'long'),
  count('minutes', 1, 15),
  count('pass_mark', 1, 100, { optional: true }),
  {
    as: 'list',
    path: ['variables'],
    name: 'variables',
    most: 5,
    title: (one, language) => said(one, language, 'label'),
    blank: (id) => ({ id, start: 50, better: 'high', text: told({ label: '…' }) }),
    nodes: [
      text('label'),
      text('unit', 'line', { optional: true }),
      choice('better', ['high', 'low']),
      count('start', 0, 1000),
      count('max', 1, 1000, { optional: true, usual: 100 }),
      count('weight', 1, 10, { optional: true, usual: 1 }),
    ],
  },
  {
    as: 'list',
    path: ['steps'],
    name: 'steps',
    most: 40,
    title: (one, language) => said(one, language, 'title'),
    blank: (id, root) => ({
      id,
      text: told({ title: '…', text: '…' }),
      choices: ['satu', 'dua'].map((name) => ({
        id: name,
        to: root.endings?.[0]?.id ?? '',
        effect: {},
        text: told({ choice: '…', feedback: '…' }),
      })),
    }),
    nodes: [
      text('title'),
      text('text', 'long'),
      {
        as: 'list',
        path: ['choices'],
        name: 'choices',
        most: 4,
        title: (one, language) => said(one, language, 'choice'),
        blank: (id, root) => ({
          id,
          to: root.endings?.[0]?.id ?? '',
          effect: {},
          text: told({ choice: '…', feedback: '…' }),
        }),
        nodes: [
          text('choice'),
          { as: 'choice', path: ['to'], name: 'to', targets: places },
          { as: 'effects', path: ['effect'], name: 'effect' },
          text('feedback', 'long'),
          text('basis', 'line', { optional: true }),
        ],
      },
    ],
  },
  {
    as: 'list',
    path: ['endings'],
    name: 'endings',
    most: 12,
    title: (one, language) => said(one, language, 'title'),
    blank: (id) => ({
      id,
      grade: 'cukup',
      text: told({ title: '…', text: '…', lesson: '…' }),
    }),
    nodes: [
      choice('grade', ['baik', 'cukup', 'pulih', 'buruk']),
      text('title'),
      text('text', 'long'),
      text('lesson', 'long'),
    ],
  },
]);

const CELLS = ['short_text', 'long_text', 'number', 'choice', 'date', 'time'];
const isChoice = (/** @type {any} */ one) => one?.kind === 'choice';
const isRows = (/** @type {any} */ one) => one?.kind === 'rows';

/** @type {ListOf} */
const OPTIONS = {
  as: 'list',
  path: ['options'],
  name: 'options',
  most: 20,
  when: isChoice,
  title: (one, language) => one?.text?.[language] || one?.text?.id || '',
  blank: (id) => ({ id, text: { id: '…' } }),
  nodes: [{ as: 'line', path: ['text', '@'], name: 'option' }],
};

const WORKSHEET = /** @type {Node[]} */ ([
  text('title'),
  text('summary'),
  text('intro', 'long'),
  text('example', 'long', { optional: true }),
  count('minutes', 1, 50),
  choice('tool', ['none', 'queue', 'skm', 'minutes', 'time_log', 'action_plan', 'matrix', 'week'], {
    usual: 'none',
  }),
  {
    as: 'list',
    path: ['sections'],
    name: 'sections',
    most: 20,
    title: (one, language) => said(one, language, 'title'),
    blank: (id) => ({
      id,
      text: told({ title: '…' }),
      fields: [{ id: 'isian', kind: 'short_text', required: true, text: told({ label: '…' }) }],
    }),
    nodes: [
      text('title'),
      choice('place', ['after', 'before'], { usual: 'after' }),
      text('intro', 'long', { optional: true }),
      {
        as: 'list',
        path: ['fields'],
        name: 'fields',
        most: 30,
        title: (one, language) => said(one, language, 'label'),
        blank: (id) => ({ id, kind: 'short_text', text: told({ label: '…' }) }),
        nodes: [
          text('label'),
          choice('kind', [...CELLS, 'rows']),
          text('help', 'line', { optional: true }),
          tick('required'),
          count('least', 0, 60, { optional: true, usual: 0, when: isRows }),
          count('most', 1, 60, { optional: true, usual: 10, when: isRows }),
          OPTIONS,
          {
            as: 'list',
            path: ['columns'],
            name: 'columns',
            most: 8,
            when: isRows,
            title: (one, language) => said(one, language, 'label'),
            blank: (id) => ({ id, kind: 'short_text', text: told({ label: '…' }) }),
            nodes: [
              text('label'),
              choice('kind', CELLS),
              text('help', 'line', { optional: true }),
              tick('required'),
              OPTIONS,
            ],
          },
        ],
      },
    ],
  },
]);

const WHEN = ['after_close', 'after_pass', 'never'];
const QUIZ = /** @type {Node[]} */ ([
  text('title'),
  text('summary'),
  text('intro', 'long', { optional: true }),
  count('pass_mark', 1, 100),
  count('chances', 1, 100, { usual: null }),
  count('time_limit', 1, 600, { optional: true }),
  choice('layout', ['one', 'all']),
  choice('explanations', WHEN, { when: (one) => one?.review === undefined }),
  { as: 'tick', path: ['shuffle', 'questions'], name: 'shuffleQuestions' },
  { as: 'tick', path: ['shuffle', 'options'], name: 'shuffleOptions' },
]);

const PICKED = ['single_choice', 'multiple_response'];
/** @param {any} question @param {string} language */
const answersOf = (question, language) =>
  question?.text?.[language]?.options ?? question?.text?.id?.options ?? [];

/** The questions of a bank: a file that is a list. @type {Node[]} */
export const QUESTIONS = [
  {
    as: 'list',
    path: [],
    name: 'questions',
    most: 60,
    title: (one, language) => said(one, language, 'stem'),
    blank: (id, [first]) => ({
      id,
      kind: 'single_choice',
      competency: first?.competency ?? 'umum',
      author: first?.author ?? '…',
      review_on: first?.review_on,
      points: 1,
      key: 'a',
      text: told({
        stem: '…',
        options: ['a', 'b'].map((name) => ({ id: name, text: '…' })),
        explanation: '…',
      }),
    }),
    nodes: [
      text('stem', 'long'),
      {
        as: 'list',
        path: ['text', '@', 'options'],
        name: 'answers',
        most: 8,
        when: (one) => PICKED.includes(one?.kind),
        title: (one) => one?.text ?? '',
        blank: (id) => ({ id, text: '…' }),
        nodes: [{ as: 'line', path: ['text'], name: 'option' }],
      },
      {
        as: 'choice',
        path: ['key'],
        name: 'key',
        when: (one) => one?.kind === 'single_choice',
        targets: (_, language, one) =>
          answersOf(one, language).map((/** @type {any} */ answer) => [answer?.id, answer?.text]),
      },
      { ...tick('key'), name: 'keyTrue', when: (one) => one?.kind === 'true_false' },
      text('explanation', 'long'),
      { as: 'line', path: ['competency'], name: 'competency' },
      count('points', 1, 100),
    ],
  },
];

/** Forms by kind of activity. @type {Record<string, Node[]>} */
export const SCHEMAS = { scenario: SCENARIO, worksheet: WORKSHEET, quiz: QUIZ };

/** @param {Path} path @param {string} language @returns {Path} */
export const spoken = (path, language) => path.map((key) => (key === '@' ? language : key));

/** An id that no item of the list has. @param {any[]} items @param {string} name */
export function freshId(items, name) {
  const used = new Set(items.map((one) => one?.id));
  let number = items.length + 1;
  while (used.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/**
 * The quiz's list after its bank's: what came is asked too, what went no more.
 *
 * @param {string[]} listed @param {string} bank
 * @param {{id: string}[]} before @param {{id: string}[]} after
 */
export function relisted(listed, bank, before, after) {
  const named = (/** @type {{id: string}[]} */ all) => all.map(({ id }) => `${bank}.${id}`);
  const [old, now] = [named(before), named(after)];
  const came = now.filter((name) => !old.includes(name) && !listed.includes(name));
  return [...listed.filter((name) => !old.includes(name) || now.includes(name)), ...came];
}
