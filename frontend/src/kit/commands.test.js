import { beforeEach, describe, expect, it } from 'vitest';
import { backOff, createQueue, nextBatch, nextClock, uuid7 } from './commands.js';

const command = (/** @type {string} */ id, text = '') => ({
  id,
  seq: 1,
  hlc: '1.0',
  kind: /** @type {const} */ ('position'),
  occurred_at: '2026-11-21T00:00:00.000Z',
  payload: { text },
});

const stored = (/** @type {any[]} */ commands) => ({
  results: commands.map(({ id }) => ({ id, status: 'stored', receipt: 'K-AAAAA' })),
});

/** A server of prepared answers; it keeps what it was sent. */
function server(/** @type {((body: any) => Response | Promise<Response>)[]} */ ...answers) {
  /** @type {any[]} */
  const seen = [];
  const ask = async (/** @type {any} */ _url, /** @type {any} */ request) => {
    const body = JSON.parse(request.body);
    seen.push(body);
    const answer = answers.shift() ?? ((b) => Response.json(stored(b.commands)));
    return answer(body);
  };
  return { seen, ask: /** @type {typeof fetch} */ (ask) };
}

/** Timers that run in the order of their delay as soon as the code under test yields. */
function instantly() {
  /** @type {number[]} */
  const delays = [];
  return {
    delays,
    later: (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      delays.push(ms);
      queueMicrotask(run);
    },
  };
}

beforeEach(() => {
  /** @type {any} */ (globalThis).document = { documentElement: { lang: 'id' } };
});

describe('ids and clocks', () => {
  it('makes version 7 ids that sort by time', () => {
    const ids = [1, 1000, 1_790_000_000_000].map((ms) => uuid7(ms));
    expect(ids).toEqual([...ids].sort());
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-/);
    expect(uuid7(0x0192_3456_789a).startsWith('01923456-789a-7')).toBe(true);
  });

  it.each([
    [null, 50, '50.0'],
    ['49.9', 50, '50.0'],
    ['50.0', 50, '50.1'],
    ['90.3', 50, '90.4'],
  ])('after %s at %i the clock reads %s', (last, now, expected) => {
    expect(nextClock(last, now)).toBe(expected);
  });
});

describe('batches', () => {
  it('holds at most 100 commands', () => {
    const many = Array.from({ length: 250 }, (_, n) => command(String(n)));
    expect(nextBatch(many)).toHaveLength(100);
  });

  it('stays below the size limit but always takes one', () => {
    const large = [command('a', 'x'.repeat(200_000)), command('b', 'x'.repeat(200_000))];
    expect(nextBatch(large).map((c) => c.id)).toEqual(['a']);
    expect(nextBatch([command('a', 'x'.repeat(300_000))])).toHaveLength(1);
    const wide = [command('a', '€'.repeat(60_000)), command('b', '€'.repeat(60_000))];
    expect(nextBatch(wide)).toHaveLength(1);
  });
});

describe('back-off', () => {
  it('doubles up to five minutes and never undercuts Retry-After', () => {
    expect(backOff(1, 0)).toBe(500);
    expect(backOff(1, 1)).toBe(1000);
    expect(backOff(4, 1)).toBe(8000);
    expect(backOff(60, 1)).toBe(300_000);
    expect(backOff(1, 0, 30)).toBe(30_000);
  });
});

describe('the queue', () => {
  it('joins what is sent together into one ordered request', async () => {
    const { seen, ask } = server();
    const queue = createQueue({ fetch: ask, ...instantly() });
    const results = await Promise.all([queue.send(command('a')), queue.send(command('b'))]);
    expect(seen).toHaveLength(1);
    expect(seen[0].commands.map((/** @type {any} */ c) => c.id)).toEqual(['a', 'b']);
    expect(results.map((r) => r.receipt)).toEqual(['K-AAAAA', 'K-AAAAA']);
    expect(queue.pending()).toBe(0);
  });

  it('keeps the same ids when the line breaks', async () => {
    const { seen, ask } = server(
      () => Promise.reject(new TypeError('network')),
      () => new Response('', { status: 503, headers: { 'Retry-After': '7' } }),
    );
    const { later, delays } = instantly();
    const queue = createQueue({ fetch: ask, later, chance: () => 1 });
    await queue.send(command('a'));
    expect(seen.map((b) => b.commands[0].id)).toEqual(['a', 'a', 'a']);
    expect(delays).toEqual([30, 1000, 7000]);
  });

  it('hands a rejection back and goes on with the rest', async () => {
    const { ask } = server((body) =>
      Response.json({
        results: body.commands.map((/** @type {any} */ c) => ({
          id: c.id,
          status: c.id === 'bad' ? 'rejected' : 'stored',
        })),
      }),
    );
    const queue = createQueue({ fetch: ask, ...instantly() });
    const results = await Promise.all([queue.send(command('bad')), queue.send(command('good'))]);
    expect(results.map((r) => r.status)).toEqual(['rejected', 'stored']);
  });

  it('waits for sign-in after 401 and loses nothing', async () => {
    const { seen, ask } = server(() => new Response('', { status: 401 }));
    const queue = createQueue({ fetch: ask, ...instantly() });
    /** @type {string[]} */
    const states = [];
    queue.listen(({ state }) => states.push(state));
    const result = queue.send(command('a'));
    await new Promise((done) => setTimeout(done, 5));
    expect(states.at(-1)).toBe('signed-out');
    expect(queue.pending()).toBe(1);
    queue.flush();
    expect((await result).status).toBe('stored');
    expect(seen).toHaveLength(2);
  });

  it('asks again later when an answer misses a command', async () => {
    const { seen, ask } = server(() => Response.json({ results: [] }));
    const queue = createQueue({ fetch: ask, ...instantly() });
    await queue.send(command('a'));
    expect(seen).toHaveLength(2);
  });
});
