import { IDBDatabase, IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser, said, server, stored } from '../../tests/outbox-parts.js';
import { makeCommand, remember } from './command.js';
import { contentHash } from './content-hash.js';
import { createOutbox } from './outbox.js';
import { restamp } from './restamp.js';
import { openStore } from './store.js';

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
const never = () => undefined;
const moment = () => new Promise((done) => setTimeout(done, 20));

/** @type {IDBFactory} */
let disk;
beforeEach(() => {
  disk = new IDBFactory();
  remember('lentera-hlc', '0.0');
  remember('lentera-skew', '0');
});
const store = (account = 'ani') => openStore(account, /** @type {any} */ (disk));
const make = (/** @type {any} */ more) =>
  createOutbox({ account: 'ani', store: store(), restamp, ...instantly(), ...more });

describe.each(['on the device', 'in memory'])('an outbox %s', (where) => {
  const place = () => ({ store: where === 'in memory' ? Promise.resolve(null) : store() });

  it('joins what is sent together into one ordered request', async () => {
    const { seen, ask } = server();
    const outbox = make({ fetch: ask, ...place() });
    const commands = [said('a'), said('b')];
    const results = await Promise.all(commands.map(outbox.send));
    expect(seen).toHaveLength(1);
    expect(seen[0].commands.map((/** @type {any} */ c) => c.id)).toEqual(commands.map((c) => c.id));
    expect(results.map((r) => r.receipt)).toEqual(['K-AAAAA', 'K-AAAAA']);
    await moment();
    expect(outbox.pending()).toBe(0);
  });

  it('keeps the same ids when the line breaks', async () => {
    const { seen, ask } = server(
      () => Promise.reject(new TypeError('network')),
      () => new Response('', { status: 503, headers: { 'Retry-After': '7' } }),
    );
    const { later, delays } = instantly();
    const outbox = make({ fetch: ask, later, chance: () => 1, ...place() });
    const command = said();
    await outbox.send(command);
    expect(seen.map((b) => b.commands[0].id)).toEqual([command.id, command.id, command.id]);
    expect(delays).toEqual([30, 1000, 7000]);
  });

  it('begins with short waits again once something has arrived', async () => {
    const broken = () => Promise.reject(new TypeError('network'));
    const answered = (/** @type {any} */ body) => Response.json(stored(body.commands));
    const { ask } = server(broken, broken, answered, broken);
    const { later, delays } = instantly();
    const outbox = make({ fetch: ask, later, chance: () => 1, ...place() });
    await outbox.send(said());
    await moment();
    await outbox.send(said());
    expect(delays).toEqual([30, 1000, 2000, 30, 1000]);
  });

  it('makes no second try of one that was brought forward', async () => {
    const { seen, ask } = server(() => Promise.reject(new TypeError('network')));
    /** @type {(() => void)[]} */
    const tries = [];
    const later = (/** @type {() => void} */ run) => tries.push(run);
    const outbox = make({ fetch: ask, later, ...place() });
    const sending = outbox.send(said());
    await sending.kept;
    outbox.flush();
    await moment();
    expect([seen.length, tries.length]).toEqual([1, 2]);
    tries[0]?.();
    await moment();
    expect(seen).toHaveLength(1);
    tries[1]?.();
    expect((await sending).receipt).toBe('K-AAAAA');
  });

  it('outlives its page only as far as browsers allow', async () => {
    /** @type {[boolean, number][]} */
    const asked = [];
    const ask = async (/** @type {any} */ _url, /** @type {any} */ { body, keepalive }) => {
      asked.push([keepalive, body.length]);
      return Response.json(stored(JSON.parse(body).commands));
    };
    const outbox = make({ fetch: ask, ...place() });
    await outbox.send(said('short'));
    await moment();
    await outbox.send(said('long '.repeat(4000)));
    expect(asked.map(([keepalive]) => keepalive)).toEqual([true, false]);
    // Chromium refuses a request that is to outlive its page with more than 64 KiB.
    expect(asked[1]?.[1]).toBeGreaterThan(20_000);
  });

  it('hands a rejection back and goes on with the rest', async () => {
    const bad = said('bad');
    const { ask } = server((body) => {
      const answer = stored(body.commands);
      for (const result of answer.results) if (result.id === bad.id) result.status = 'rejected';
      return Response.json(answer);
    });
    const outbox = make({ fetch: ask, ...place() });
    const results = await Promise.all([outbox.send(bad), outbox.send(said('good'))]);
    expect(results.map((r) => r.status)).toEqual(['rejected', 'stored']);
  });

  it('waits for sign-in after 401 and loses nothing', async () => {
    const { seen, ask } = server(() => new Response('', { status: 401 }));
    const outbox = make({ fetch: ask, ...place() });
    /** @type {string[]} */
    const states = [];
    outbox.listen(({ state }) => states.push(state));
    const result = outbox.send(said());
    await moment();
    expect(states.at(-1)).toBe('signed-out');
    expect(outbox.pending()).toBe(1);
    outbox.flush();
    expect((await result).status).toBe('stored');
    expect(seen).toHaveLength(2);
  });

  it('asks again later when an answer misses a command', async () => {
    const { seen, ask } = server(() => Response.json({ received_at: '', results: [] }));
    const { later, delays } = instantly();
    await make({ fetch: ask, later, chance: () => 1, ...place() }).send(said());
    expect(seen).toHaveLength(2);
    // Not at once: a server that answers nothing of ours is left in peace for a while.
    expect(delays).toEqual([30, 1000]);
  });

  it('is not asleep when something comes while the sender finds nothing left', async () => {
    const { seen, ask } = server();
    const { store: real } = place();
    /** @type {(() => void)|undefined} */
    let whileLooking;
    const slow = real.then(
      (kept) =>
        kept && {
          ...kept,
          waiting: async (/** @type {number|undefined} */ most) => {
            const found = await kept.waiting(most);
            if (!found.length) {
              whileLooking?.();
              whileLooking = undefined;
              await moment();
            }
            return found;
          },
        },
    );
    const outbox = make({ fetch: ask, store: slow });
    const second = new Promise((done) => {
      whileLooking = () => void outbox.send(said('second')).then(done);
    });
    await outbox.send(said('first'));
    if (where === 'in memory') whileLooking?.();
    await second;
    expect(seen).toHaveLength(2);
  });

  it('sends nothing while another person is signed in', async () => {
    const { seen, ask } = server();
    let isOurs = false;
    const outbox = make({ fetch: ask, isOurs: () => isOurs, ...place() });
    const sending = outbox.send(said());
    await moment();
    expect([seen.length, outbox.pending()]).toEqual([0, 1]);
    isOurs = true;
    outbox.flush();
    await sending;
    expect(seen).toHaveLength(1);
  });

  it('gives commands of a clock far ahead new clocks by the server’s time', async () => {
    const day = 24 * 3_600_000;
    remember('lentera-hlc', `${Date.now() + 9 * day}.0`);
    const refusal = (/** @type {any} */ body) =>
      Response.json(
        stored(body.commands, { status: 'rejected', problem: { type: '/problems/clock-ahead' } }),
      );
    const { seen, ask } = server(refusal);
    const { later } = instantly();
    let isOpen = false;
    const outbox = make({
      fetch: ask,
      later: (/** @type {any} */ run, /** @type {any} */ ms) => isOpen && later(run, ms),
      ...place(),
    });
    const answer = said('answer');
    const first = outbox.send(answer);
    await first.kept;
    const sha256 = await contentHash(await outbox.device, answer);
    const submit = makeCommand('submit', { answers: { q: { command: answer.id, sha256 } } });
    const second = outbox.send(submit);
    await second.kept;
    isOpen = true;
    outbox.flush();
    await Promise.all([first, second]);
    const [again, handedIn] = seen.at(-1).commands;
    expect(Number(again.hlc.split('.')[0])).toBeLessThan(Date.now() + day);
    expect(handedIn.payload.answers.q.sha256).toBe(await contentHash(await outbox.device, again));
    expect(again.id).toBe(answer.id);
  });
});

describe('what is on the device', () => {
  it('outlives the page and is sent by the next one, numbered in order', async () => {
    const { ask } = server();
    const page = make({ fetch: ask, later: never });
    expect(await Promise.all([page.send(said()).kept, page.send(said()).kept])).toEqual([
      true,
      true,
    ]);
    const next = make({ fetch: ask, later: never });
    await moment();
    expect(next.pending()).toBe(2);
    const { seen, ask: heard } = server();
    make({ fetch: heard });
    await moment();
    expect(seen[0].commands.map((/** @type {any} */ c) => c.seq)).toEqual([1, 2]);
  });

  it('is on the disk itself, not only on its way there', async () => {
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const { ask } = server();
    await make({ fetch: ask, later: never }).send(said()).kept;
    const writing = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
    asked.mockRestore();
    expect(writing.length).toBeGreaterThan(0);
    for (const [, , options] of writing) expect(options).toEqual({ durability: 'strict' });
  });

  it('is of one device for good, however many pages ask which', async () => {
    const ids = await Promise.all([0, 1].map(() => make({ later: never }).device));
    ids.push(await make({ later: never }).device);
    expect(new Set(ids).size).toBe(1);
    expect(await (await store()).fact('device')).toBe(ids[0]);
  });

  it('keeps what was received, with its receipt', async () => {
    const { ask } = server();
    const outbox = make({ fetch: ask });
    const { id } = /** @type {any} */ (await outbox.send(said('x')));
    const journal = await (await store()).journal();
    expect(journal.map((entry) => [entry.id, entry.result.receipt])).toEqual([[id, 'K-AAAAA']]);
  });

  it('takes turns of the network along once, when they are received', async () => {
    const { seen, ask } = server(() => Promise.reject(new TypeError('network')));
    const kept = await store();
    const turns = [{ at: '2026-11-21T00:00:00.000Z', online: 0 }];
    await kept.note('network', turns);
    const outbox = make({ fetch: ask });
    await outbox.send(said());
    await moment();
    await outbox.send(said());
    expect(seen.map(({ connection }) => connection)).toEqual([turns, turns, undefined]);
  });

  it('is another person’s own: neither seen nor sent', async () => {
    const { ask } = server();
    await make({ fetch: ask, later: never }).send(said()).kept;
    const { seen, ask: heard } = server();
    const other = make({ account: 'budi', store: store('budi'), fetch: heard });
    await moment();
    expect([other.pending(), seen.length]).toEqual([0, 0]);
  });

  it('says at once when the disk is full, and still sends what it can', async () => {
    const { seen, ask } = server(() => Promise.reject(new TypeError('network')));
    const full = store().then((kept) => ({
      ...kept,
      keep: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
    }));
    let asked = /** @type {(() => void)|null} */ (null);
    const later = (/** @type {() => void} */ run) => {
      asked = run;
    };
    const outbox = make({ fetch: ask, store: full, later });
    const sending = outbox.send(said());
    expect(await sending.kept).toBe(false);
    /** @type {any} */
    let last;
    outbox.listen((snapshot) => (last = snapshot));
    expect(last).toMatchObject({ full: true, loose: 1, pending: 1 });
    asked?.();
    await moment();
    asked?.();
    expect((await sending).receipt).toBe('K-AAAAA');
    expect(seen).toHaveLength(2);
    await moment();
    expect(last).toMatchObject({ full: false, loose: 0, pending: 0 });
  });

  it('is sent by one tab at a time, and the others hear of it', async () => {
    const { seen, ask } = server();
    const { tab } = browser();
    const [one, two] = [0, 1].map(() => make({ fetch: ask, ...tab() }));
    const results = await Promise.all([one?.send(said('1')), two?.send(said('2'))]);
    expect(results.map((r) => r?.receipt)).toEqual(['K-AAAAA', 'K-AAAAA']);
    await moment();
    const ids = seen.flatMap((body) => body.commands.map((/** @type {any} */ c) => c.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect([one?.pending(), two?.pending()]).toEqual([0, 0]);
  });
});
