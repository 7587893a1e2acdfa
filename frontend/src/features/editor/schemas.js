/** What is written in a scenario and in a worksheet, as forms. */
import { choice, count, said, text, tick, told } from './schema.js';

/** @typedef {import('./schema.js').Node} Node */
/** @typedef {import('./schema.js').ListOf} ListOf */

/** @param {any} root @param {string} language @returns {[string, string][]} */
const places = (root, language) =>
  [...(root.steps ?? []), ...(root.endings ?? [])].map((one) => [
    one?.id ?? '',
    said(one, language, 'title'),
  ]);

export const SCENARIO = /** @type {Node[]} */ ([
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

export const WORKSHEET = /** @type {Node[]} */ ([
  text('title'),
  text('summary'),
  text('intro', 'long'),
  text('example', 'long', { optional: true }),
  count('minutes', 1, 50),
  choice('tool', ['none', 'queue', 'skm', 'minutes', 'time_log', 'action_plan', 'matrix', 'week'], {
    usual: 'none',
  }),
  choice('private', ['own', 'device'], {
    usual: 'own',
    when: (sheet) => sheet?.tool === 'time_log' || sheet?.private !== undefined,
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
