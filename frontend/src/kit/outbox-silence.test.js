import { setImmediate } from 'node:timers';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser, said, server, stored } from '../../tests/outbox-parts.js';
import { createOutbox } from './outbox.js';
import { restamp } from './restamp.js';
import { openStore } from './store.js';

/** @type {IDBFactory} */
let disk;
const make = (/** @type {any} */ more) =>
  createOutbox({
    account: 'ani',
    store: openStore('ani', /** @type {any} */ (disk)),
    restamp,
    chance: () => 1,
    ...more,
  });

describe('a line that falls silent', () => {
  beforeEach(() => {
    disk = new IDBFactory();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  /** Time goes by in steps; in between the store does its work, however slow this machine is. */
  const pass = async (/** @type {number} */ ms, step = 250) => {
    for (let gone = 0; gone < ms; gone += step) {
      await vi.advanceTimersByTimeAsync(Math.min(step, ms - gone));
      for (let n = 0; n < 50; n++) await new Promise((done) => setImmediate(done));
    }
  };
  const until = async (/** @type {() => boolean} */ holds) => {
    for (let tries = 0; tries < 100 && !holds(); tries++) await pass(50);
    expect(holds()).toBe(true);
  };
  /** Takes a request and says nothing until it is abandoned. */
  const silence = (/** @type {any} */ _body, /** @type {AbortSignal} */ signal) =>
    /** @type {Promise<Response>} */ (
      new Promise((_, fail) => {
        signal.addEventListener('abort', () => fail(signal.reason));
      })
    );
  const slow =
    (/** @type {number} */ ms) => (/** @type {any} */ body, /** @type {AbortSignal} */ signal) =>
      Promise.race([
        silence(body, signal),
        new Promise((done) => setTimeout(done, ms)).then(() =>
          Response.json(stored(body.commands)),
        ),
      ]);
  const idsOf = (/** @type {any[]} */ seen) =>
    seen.map((body) => body.commands.map((/** @type {any} */ one) => one.id));

  it('is left a few seconds after it changed, with the same command', async () => {
    const { seen, ask } = server(silence);
    const outbox = make({ fetch: ask });
    const command = said();
    const sending = outbox.send(command);
    await until(() => seen.length > 0);
    await pass(2000);
    outbox.hurry();
    await pass(1500);
    expect(seen).toHaveLength(1);
    await pass(3500);
    expect((await sending).receipt).toBe('K-AAAAA');
    expect(idsOf(seen)).toEqual([[command.id], [command.id]]);
    await pass(60_000, 5000);
    expect([outbox.pending(), seen.length]).toEqual([0, 2]);
  });

  it('is left at once if it was silent for long, after a night in a pocket say', async () => {
    const { seen, ask } = server(silence);
    const outbox = make({ fetch: ask });
    const sending = outbox.send(said());
    await until(() => seen.length > 0);
    await pass(40_000, 5000);
    outbox.hurry();
    await pass(1250);
    expect((await sending).status).toBe('stored');
    expect(seen).toHaveLength(2);
  });

  it('is waited for longer where nothing says that it changed', async () => {
    const { seen, ask } = server(silence);
    const outbox = make({ fetch: ask });
    const sending = outbox.send(said());
    await until(() => seen.length > 0);
    await pass(44_000, 5000);
    outbox.flush();
    expect(seen).toHaveLength(1);
    await pass(3000);
    await sending;
    expect(seen).toHaveLength(2);
  });

  it('is not left while it answers', async () => {
    const { seen, ask } = server((body) => {
      const answer = new Response();
      const whole = new Promise((done) => setTimeout(done, 9000, stored(body.commands)));
      return Object.defineProperty(answer, 'json', { value: () => whole });
    });
    const outbox = make({ fetch: ask });
    const sending = outbox.send(said());
    await until(() => seen.length > 0);
    outbox.hurry();
    await pass(10_000, 1000);
    await sending;
    expect(seen).toHaveLength(1);
  });

  it('gets what takes long through, however often it flickers', async () => {
    const { seen, ask } = server(...Array.from({ length: 9 }, () => slow(10_000)));
    const outbox = make({ fetch: ask });
    const sending = outbox.send(said());
    for (let turn = 0; turn < 80; turn++) {
      await pass(500, 500);
      outbox.hurry();
    }
    await sending;
    // Four seconds, eight, and then the ten that it takes.
    expect(seen).toHaveLength(3);
    expect(outbox.pending()).toBe(0);
  });

  it('is given as long as a large batch takes', async () => {
    const { seen, ask } = server(slow(20_000));
    const outbox = make({ fetch: ask });
    const sending = outbox.send(said('a'.repeat(200_000)));
    await until(() => seen.length > 0);
    outbox.hurry();
    await pass(20_000, 1000);
    await sending;
    expect(seen).toHaveLength(1);
  });

  it('is left by the worker too, which is told by the page that waits for it', async () => {
    const { seen, ask } = server(silence);
    const { tab } = browser();
    const worker = make({ fetch: ask, ...tab() });
    await worker.send(said()).kept;
    await until(() => seen.length > 0);
    const page = make({ fetch: ask, ...tab() });
    const sending = page.send(said());
    await pass(1000);
    page.hurry();
    await pass(5000);
    expect((await sending).status).toBe('stored');
    expect([page.pending(), worker.pending()]).toEqual([0, 0]);
    const received = idsOf(seen.slice(1)).flat();
    expect(new Set(received).size).toBe(received.length);
  });
});
