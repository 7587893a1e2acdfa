import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConnectionLost } from './connection.js';
import { ApiProblem, get, onSignedOut, post, query } from './api.js';

const real = globalThis.fetch;
/** @param {() => Response|Promise<Response>} answer */
const answerWith = (answer) => {
  /** @type {any[]} */
  const seen = [];
  globalThis.fetch = async (...request) => {
    seen.push(request);
    return answer();
  };
  return seen;
};

beforeEach(() => {
  /** @type {any} */ (globalThis).document = { documentElement: { lang: 'en' } };
});
afterEach(() => {
  globalThis.fetch = real;
});

it('sends JSON in the language of the page', async () => {
  const seen = answerWith(() => Response.json({ ok: 1 }));
  expect(await post('/enrolments', { course: 'a' })).toEqual({ ok: 1 });
  const [url, { headers, body }] = seen[0];
  expect([url, headers['Accept-Language'], body]).toEqual([
    '/api/v1/enrolments',
    'en',
    '{"course":"a"}',
  ]);
});

it('tells which field is wrong', async () => {
  answerWith(() =>
    Response.json(
      {
        type: '/problems/weak-password',
        detail: 'No',
        errors: [{ pointer: '/body/nip', detail: '18' }],
      },
      { status: 422 },
    ),
  );
  const problem = await post('/x').catch((reason) => reason);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect([problem.slug, problem.status, problem.about('nip'), problem.about('name')]).toEqual([
    'weak-password',
    422,
    '18',
    undefined,
  ]);
});

it.each([
  ['a dead line', () => Promise.reject(new TypeError('fetch'))],
  ['half an answer', () => new Response('{"a":')],
])('calls %s a lost connection', async (_, answer) => {
  answerWith(answer);
  await expect(get('/home')).rejects.toBeInstanceOf(ConnectionLost);
});

it('says when the session has ended', async () => {
  let told = 0;
  onSignedOut(() => (told += 1));
  answerWith(() => Response.json({ detail: 'x' }, { status: 401 }));
  await expect(get('/home')).rejects.toMatchObject({ status: 401 });
  expect(told).toBe(1);
});

it('leaves out what was not asked', () => {
  expect(query({ q: 'a b', topic: '', after: null, limit: 3 })).toBe('?q=a+b&limit=3');
  expect(query({})).toBe('');
});
