/** The settings of a quiz, as forms; its questions are in a bank beside it. */
import { choice, count, text } from './schema.js';

/** @typedef {import('./schema.js').Node} Node */
/** @typedef {import('./schema.js').FieldOf} FieldOf */

const OFFLINE = ['not_allowed', 'untimed', 'timed_trusted', 'timed_reach_within'];

/** The banks a quiz asks from, in the order they are named. @param {any} quiz @returns {string[]} */
export function banksOf(quiz) {
  const listed = Array.isArray(quiz?.questions) ? quiz.questions : [];
  const drawn = Array.isArray(quiz?.draw) ? quiz.draw : [];
  const all = [
    ...listed.map((/** @type {any} */ one) => String(one ?? '').split('.')[0] ?? ''),
    ...drawn.map((/** @type {any} */ one) => String(one?.bank ?? '')),
  ];
  return [...new Set(all.filter((one) => /^[a-z0-9-]+$/.test(one)))];
}

/** @param {string} name @param {Partial<FieldOf>} [more] @returns {FieldOf} a tick that is left out where it is as usual */
const usually = (name, more = {}) => ({
  as: 'tick',
  path: [name],
  name,
  optional: true,
  usual: false,
  ...more,
});

/** @type {Node[]} */
export const QUIZ = [
  text('title'),
  text('summary'),
  text('intro', 'long', { optional: true }),
  count('pass_mark', 1, 100),
  count('chances', 1, 50, { usual: null }),
  count('time_limit', 1, 600, { optional: true }),
  choice('layout', ['one', 'all'], { usual: 'one' }),
  usually('shuffleQuestions', { path: ['shuffle', 'questions'], usual: true }),
  usually('shuffleOptions', { path: ['shuffle', 'options'], usual: true }),
  {
    as: 'list',
    path: ['draw'],
    name: 'draw',
    most: 50,
    when: (quiz) => Array.isArray(quiz?.draw),
    title: (one) =>
      [`${one?.count ?? '?'} × ${one?.bank ?? '?'}`, one?.competency, one?.difficulty, one?.tag]
        .filter(Boolean)
        .join(' · '),
    blank: (_, root) => ({ bank: banksOf(root)[0] ?? '', count: 1 }),
    nodes: [
      count('count', 1, 100),
      {
        as: 'choice',
        path: ['bank'],
        name: 'bank',
        targets: (root) => banksOf(root).map((one) => [one, one]),
      },
      { as: 'line', path: ['competency'], name: 'drawCompetency', optional: true },
      choice('difficulty', ['', 'easy', 'medium', 'hard'], { optional: true, usual: '' }),
      { as: 'line', path: ['tag'], name: 'drawTag', optional: true },
    ],
  },
  {
    as: 'group',
    path: [],
    name: 'moreOfQuiz',
    nodes: [
      { as: 'review', path: [], name: 'review' },
      count('grace', 0, 60, { optional: true, usual: 2 }),
      {
        as: 'choice',
        path: ['pair'],
        name: 'pair',
        optional: true,
        targets: (root, language, item, path, around) => [
          [undefined, 'pairNone'],
          ...around.quizzes.filter(([slug]) => slug !== around.here),
        ],
      },
      { as: 'scope', path: ['test_out'], name: 'test_out' },
      choice('offline', ['', ...OFFLINE], { optional: true, usual: '' }),
      count('reach_within', 1, 720, {
        optional: true,
        when: (quiz) => quiz?.offline === 'timed_reach_within' || quiz?.reach_within !== undefined,
      }),
      usually('feedback_offline'),
      count('markers', 1, 2, { optional: true, usual: 1 }),
      usually('anonymous_marking'),
    ],
  },
];

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
