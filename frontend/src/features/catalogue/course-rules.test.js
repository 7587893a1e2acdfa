import { describe, expect, it } from 'vitest';
import { isDone, mainAction, moduleState, toPass } from './course-rules.js';

const activity = (kind = 'lesson', state = null, required = true, link = '/kursus/a/b') =>
  /** @type {any} */ ({ kind, state, required, link });
const module = (/** @type {any[]} */ activities, done = 0, required = activities.length) =>
  /** @type {any} */ ({ activities, done, required });
const course = (/** @type {string} */ status, /** @type {any} */ parts = {}) =>
  /** @type {any} */ ({ status, next: null, modules: [module([activity()])], ...parts });

describe('the main button', () => {
  const certificate = /** @type {any} */ ({ status: 'valid', pdf_link: '/c.pdf' });
  it.each([
    ['enrol', course('none'), null],
    ['start', course('active'), null],
    [
      'continue',
      course('active', {
        modules: [module([activity('lesson', /** @type {any} */ ({ opened: true }))])],
      }),
      null,
    ],
    ['certificate', course('completed'), certificate],
    ['again', course('completed'), { ...certificate, status: 'revoked' }],
    ['again', course('completed'), null],
  ])('%s', (act, given, paper) => {
    expect(mainAction(given, paper).act).toBe(act);
  });

  it('leads to the next step, or to the first activity', () => {
    expect(mainAction(course('active', { next: { link: '/here' } }), null).link).toBe('/here');
    expect(mainAction(course('active'), null).link).toBe('/kursus/a/b');
    expect(mainAction(course('active', { modules: [] }), null).link).toBe(null);
  });
});

it('counts a lesson by reading and a quiz by passing', () => {
  expect(isDone(activity('lesson', /** @type {any} */ ({ done: true })))).toBe(true);
  expect(isDone(activity('quiz', /** @type {any} */ ({ done: true })))).toBe(false);
  expect(isDone(activity('quiz', /** @type {any} */ ({ outcome: { state: 'passed' } })))).toBe(
    true,
  );
  expect(isDone(activity())).toBe(false);
});

it('marks a module done, here, or to come', () => {
  const one = [activity('lesson', null, true, '/x')];
  expect(moduleState(module(one, 1, 1), '/x')).toBe('d');
  expect(moduleState(module(one, 0, 1), '/x')).toBe('c');
  expect(moduleState(module(one, 0, 1), '/y')).toBe('');
  expect(moduleState(module([], 0, 0), undefined)).toBe('');
});

it('tells what must be done to pass', () => {
  const practice = [activity('scenario'), activity('worksheet')];
  const modules = [
    module([activity(), activity('quiz'), activity('lesson', null, false), ...practice]),
  ];
  expect(toPass(modules)).toEqual({ others: 3, tests: 1 });
});
