import { setImmediate } from 'node:timers';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../kit/api.js';
import { ConnectionLost } from '../../kit/connection.js';
import { openKeptTexts } from '../../kit/kept-texts.js';
import { openDesk } from './desk.js';

const FILE = 'kursus modul/materi.md';
/** @type {ReturnType<typeof remote>} */
let server;
/** @type {IDBFactory} */
let factory;

/** A server of one file, whose line can be cut and whose answers can be lost. */
function remote() {
  const file = {
    text: 'awal',
    revision: 1,
    changed_by: 'Contoh',
    changed_at: '2026-11-22T01:00:00Z',
  };
  const line = { cut: false, deaf: false, refuse: 0 };
  return {
    file,
    line,
    writes: 0,
    by: (/** @type {string} */ text) => Object.assign(file, { text, revision: file.revision + 1 }),
    async read() {
      if (line.cut) throw new ConnectionLost();
      return { ...file };
    },
    /** @param {string} text @param {number} revision */
    async write(text, revision) {
      if (line.cut) throw new ConnectionLost();
      if (line.refuse) throw new ApiProblem({ title: 'Terlalu besar' }, line.refuse);
      if (revision !== file.revision) {
        throw new ApiProblem({ type: 'https://x/draft-file-changed' }, 409);
      }
      this.writes++;
      this.by(text);
      if (line.deaf) throw new ConnectionLost();
      return { revision: file.revision, saved_at: '2026-11-22T02:00:00Z' };
    },
  };
}

async function shelf(tab = 'tab', alive = new Set()) {
  const kept = await openKeptTexts('akun', {
    factory,
    tab,
    alive: async () => new Set([...alive].map((one) => `lentera-naskah ${one}`)),
  });
  return {
    take: () => kept.take(FILE),
    keep: (/** @type {any} */ now) => kept.keep(FILE, now),
    drop: () => kept.drop(FILE),
  };
}

async function desk(tab = 'tab', alive = new Set()) {
  const opened = openDesk({ server, shelf: await shelf(tab, alive) });
  await opened.open();
  return opened;
}

/** Whatever is under way ends; pauses last as long as they are given. */
const settle = () => vi.advanceTimersByTimeAsync(50);
const pause = () => vi.advanceTimersByTimeAsync(2100);

beforeEach(() => {
  // fake-indexeddb answers by setImmediate, which must stay real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  server = remote();
  factory = new IDBFactory();
});
afterEach(() => vi.useRealTimers());

/** The state is reached, however many turns the device's disk takes. @param {any} opened @param {string} state */
async function reaches(opened, state) {
  for (let turn = 0; turn < 200 && opened.state.value !== state; turn++) {
    await new Promise((done) => setImmediate(done));
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(opened.state.value).toBe(state);
}

/** The device's disk has nothing to do any more. */
async function quiet() {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}

describe('a text that is being written', () => {
  it('is sent once typing rests', async () => {
    const mine = await desk();
    expect(mine.text.value).toBe('awal');
    mine.type('awal b');
    await vi.advanceTimersByTimeAsync(1000);
    mine.type('awal baru');
    await vi.advanceTimersByTimeAsync(1500);
    expect(server.writes).toBe(0);
    expect(mine.state.value).toBe('typing');
    await pause();
    await reaches(mine, 'saved');
    expect(server.file.text).toBe('awal baru');
    expect(server.writes).toBe(1);
    await quiet();
    expect(await (await shelf()).take()).toBeNull();
  });

  it('is sent now and then where typing never rests', async () => {
    const mine = await desk();
    for (let n = 0; n < 25; n++) {
      mine.type(`awal ${n}`);
      await vi.advanceTimersByTimeAsync(1000);
      await quiet();
    }
    expect(server.writes).toBe(1);
  });

  it('survives a closed tab before it was sent', async () => {
    const mine = await desk('lama');
    mine.type('sempat diketik');
    await quiet();
    // The tab is gone without a word: nothing is sent.
    vi.clearAllTimers();
    const again = await desk('baru');
    expect(again.restored.value).toBe(true);
    await reaches(again, 'saved');
    expect(server.file.text).toBe('sempat diketik');
  });

  it('is not taken from a tab that is still open', async () => {
    const mine = await desk('lama');
    mine.type('sedang diketik');
    await quiet();
    const beside = await desk('baru', new Set(['lama']));
    expect(beside.text.value).toBe('awal');
  });

  it('waits while the line is down and goes when it is back', async () => {
    const mine = await desk();
    server.line.cut = true;
    mine.type('tanpa sambungan');
    await pause();
    await reaches(mine, 'waiting');
    mine.type('tanpa sambungan, lanjut');
    await pause();
    await reaches(mine, 'waiting');
    expect((await (await shelf()).take())?.text).toBe('tanpa sambungan, lanjut');
    server.line.cut = false;
    await vi.advanceTimersByTimeAsync(5100);
    await reaches(mine, 'saved');
    expect(server.file.text).toBe('tanpa sambungan, lanjut');
  });

  it('opens from the device without a line, and goes on', async () => {
    const first = await desk('lama');
    first.type('di perjalanan');
    await quiet();
    vi.clearAllTimers();
    server.line.cut = true;
    const again = await desk('baru');
    expect(again.state.value).toBe('waiting');
    expect(again.text.value).toBe('di perjalanan');
    again.type('di perjalanan pulang');
    server.line.cut = false;
    await pause();
    await reaches(again, 'saved');
    expect(server.file.text).toBe('di perjalanan pulang');
  });

  it('says so where there is neither a line nor a kept text', async () => {
    server.line.cut = true;
    const mine = await desk();
    expect(mine.state.value).toBe('closed');
    server.line.cut = false;
    await vi.advanceTimersByTimeAsync(5100);
    await reaches(mine, 'saved');
  });

  it('is not sent twice when only the answer was lost', async () => {
    const mine = await desk();
    server.line.deaf = true;
    mine.type('sudah sampai');
    await pause();
    await reaches(mine, 'waiting');
    server.line.deaf = false;
    await vi.advanceTimersByTimeAsync(5100);
    await reaches(mine, 'saved');
    expect(server.writes).toBe(1);
    mine.type('sudah sampai semua');
    await pause();
    await reaches(mine, 'saved');
    expect(server.file.text).toBe('sudah sampai semua');
  });

  it('stays here when the server refuses it', async () => {
    const mine = await desk();
    server.line.refuse = 422;
    mine.type('tidak diterima');
    await pause();
    await reaches(mine, 'refused');
    expect(mine.problem.value?.message).toBe('Terlalu besar');
    expect((await (await shelf()).take())?.text).toBe('tidak diterima');
  });
});

describe('two who write at once', () => {
  it('neither overwrites the other unseen', async () => {
    const mine = await desk();
    server.by('punya orang lain');
    mine.type('punya saya');
    await pause();
    await reaches(mine, 'conflict');
    expect(server.file.text).toBe('punya orang lain');
    expect(mine.theirs.value?.text).toBe('punya orang lain');
    expect(mine.base()).toBe('awal');
    mine.type('punya saya, lanjut');
    await pause();
    expect(server.file.text).toBe('punya orang lain');
    mine.choose('punya kami');
    await reaches(mine, 'saved');
    expect(server.file.text).toBe('punya kami');
  });

  it('may take the other text', async () => {
    const mine = await desk();
    server.by('punya orang lain');
    mine.type('punya saya');
    await pause();
    await reaches(mine, 'conflict');
    mine.choose('punya orang lain');
    expect(mine.state.value).toBe('saved');
    expect(mine.text.value).toBe('punya orang lain');
    expect(server.writes).toBe(0);
    await quiet();
    expect(await (await shelf()).take()).toBeNull();
  });

  it('are asked again when a third text came meanwhile', async () => {
    const mine = await desk();
    server.by('kedua');
    mine.type('saya');
    await pause();
    await reaches(mine, 'conflict');
    server.by('ketiga');
    mine.choose('saya dan kedua');
    await reaches(mine, 'conflict');
    expect(mine.theirs.value?.text).toBe('ketiga');
    expect(mine.text.value).toBe('saya dan kedua');
  });

  it('see a text kept from before beside the newer one', async () => {
    const before = await desk('lama');
    before.type('kemarin');
    await quiet();
    vi.clearAllTimers();
    server.by('hari ini');
    const again = await desk('baru');
    expect(again.state.value).toBe('conflict');
    expect(again.text.value).toBe('kemarin');
    expect(again.theirs.value?.text).toBe('hari ini');
  });

  it('get what the other saved while they only read', async () => {
    const mine = await desk();
    server.by('lebih baru');
    await mine.refresh();
    expect(mine.text.value).toBe('lebih baru');
    expect(mine.renewedBy.value).toBe('Contoh');
    mine.type('lebih baru lagi');
    await pause();
    await reaches(mine, 'saved');
    expect(server.file.text).toBe('lebih baru lagi');
  });
});

it('leaves nothing behind that the server has not', async () => {
  const mine = await desk();
  mine.type('sebelum pergi');
  mine.close();
  await settle();
  await quiet();
  expect(server.file.text).toBe('sebelum pergi');
});
