/**
 * Seeded schedules of what can go wrong between an answer and the server, against a real server,
 * with the real outbox and a fake IndexedDB whose open transactions die with the page.
 *
 * Started by `tests/offline_fuzz.py`: one JSON document on stdin says where the server is and who
 * the learners are; lines on stdout ask for a kill of the server (`KILL`) and report (`DONE {…}`).
 */
import { createInterface } from 'node:readline';
import { IDBFactory } from 'fake-indexeddb';
import { makeCommand } from '../src/kit/command.js';
import { createOutbox } from '../src/kit/outbox.js';
import { restamp } from '../src/kit/restamp.js';
import { openStore } from '../src/kit/store.js';

const input = createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const given = JSON.parse((await lines.next()).value);
const { url, runs, seed, control, learners, killEvery } = given;

/** mulberry32: one number from a seed decides a whole schedule. */
function chanceOf(/** @type {number} */ start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// What a dying page was waiting for ends in an abort that nobody is left to hear.
process.on('unhandledRejection', (reason) => {
  if (!/abort|closed|InvalidState/i.test(`${reason?.name} ${reason?.message}`)) throw reason;
});

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
const forever = new Promise(() => undefined);

/** The server is being killed and started again: everybody's line is dead meanwhile. */
let restarting = null;
async function killServer() {
  process.stdout.write('KILL\n');
  restarting = lines.next();
  await restarting;
  restarting = null;
}

/** A learner's phone: one disk, any number of pages, one line that drops. */
class Phone {
  constructor(learner, chance) {
    Object.assign(this, { learner, chance });
    this.disk = new IDBFactory();
    this.pages = [];
    this.queue = Promise.resolve();
    this.isUp = true;
    this.clock = 0;
  }

  /** Only one page sends at a time; a page that dies lets go, and does nothing more. */
  alone(page) {
    return (send) => {
      const turn = this.queue.then(() =>
        page.isDead ? undefined : Promise.race([send(), page.death]),
      );
      this.queue = turn.catch(() => undefined);
      return turn.then((next) => (page.isDead ? forever : next));
    };
  }

  open() {
    const page = { isDead: false, databases: [], kept: [] };
    page.death = new Promise((die) => {
      page.die = die;
    });
    const factory = {
      open: (name, version) => {
        const opening = this.disk.open(name, version);
        opening.addEventListener('success', () => track(opening.result, page));
        return opening;
      },
    };
    const store = openStore(this.learner.person, factory).then((real) =>
      control === 'early-ack' ? { ...real, keep: early(real) } : real,
    );
    const channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.pages) {
          if (other !== page)
            queueMicrotask(() => !other.isDead && other.channel.onmessage?.({ data }));
        }
      },
    };
    page.channel = channel;
    page.outbox = createOutbox({
      account: this.learner.person,
      store,
      restamp,
      fetch: (target, options) => (page.isDead ? forever : this.ask(target, options, page)),
      chance: this.chance,
      // Time is pressed together: what would be minutes takes milliseconds, in the same order.
      later: (run, ms) => setTimeout(() => !page.isDead && run(), Math.min(25, ms / 40)),
      alone: this.alone(page),
      others: channel,
    });
    this.pages.push(page);
    return page;
  }

  /** The battery is empty: transactions that are not on the disk yet never will be. */
  kill(page) {
    page.isDead = true;
    for (const database of page.databases) {
      for (const transaction of database.open) {
        try {
          transaction.abort();
        } catch {
          // Completed in the same moment.
        }
      }
    }
    page.die();
    this.pages = this.pages.filter((one) => one !== page);
  }

  async ask(target, options, page) {
    if (!this.isUp || restarting) throw new TypeError('no network');
    const dice = this.chance();
    if (dice < 0.08) throw new TypeError('cut before');
    if (dice < 0.12) return new Response('', { status: 503, headers: { 'Retry-After': '1' } });
    const request = fetch(url + target, {
      ...options,
      credentials: undefined,
      keepalive: undefined,
      signal: dice < 0.18 ? AbortSignal.timeout(Math.floor(this.chance() * 6)) : undefined,
      headers: { ...options.headers, Cookie: this.learner.cookie, 'Sec-Fetch-Site': 'same-origin' },
    });
    const response = await request;
    const body = await response.text();
    if (page.isDead) return forever;
    if (dice < 0.28) throw new TypeError('cut after');
    return new Response(body, { status: response.status, headers: response.headers });
  }

  command() {
    const { enrolment, lesson, quiz, attempt, questions } = this.learner;
    const dice = this.chance();
    if (attempt && dice < 0.5) {
      const { id, response } = questions[Math.floor(this.chance() * questions.length)];
      const payload = { enrolment, activity: quiz, attempt, question: id, response, replaces: [] };
      return makeCommand('answer', payload);
    }
    if (dice < 0.75) {
      const furthest = Math.floor(this.chance() * 1000);
      return makeCommand('position', { enrolment, activity: lesson, spot: 'b1', furthest });
    }
    const text = `catatan ${Math.floor(this.chance() * 1e9)}`;
    return makeCommand('reflection', { enrolment, activity: lesson, block: 'b1', text });
  }
}

/** Follow the transactions of a database, so that they can die. */
function track(database, page) {
  database.open = new Set();
  page.databases.push(database);
  const begin = database.transaction.bind(database);
  database.transaction = (...about) => {
    const transaction = begin(...about);
    database.open.add(transaction);
    for (const end of ['complete', 'abort']) {
      transaction.addEventListener(end, () => database.open.delete(transaction));
    }
    return transaction;
  };
}

/** The control: "saved" is said before the disk has it. */
const early = (store) => async (command) => {
  void store.keep(command).catch(() => undefined);
  await null;
};

async function json(learner, path) {
  for (;;) {
    try {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { Cookie: learner.cookie } });
      if (response.ok) return await response.json();
    } catch {
      // The server is being restarted.
    }
    await pause(50);
  }
}

const sum = { given: 0, acknowledged: 0, arrived: 0, lost: 0, doubled: 0 };

async function schedule(learner, number) {
  const chance = chanceOf(seed * 1_000_003 + number);
  const phone = new Phone(learner, chance);
  const shown = new Set();
  const acknowledged = new Set();
  let page = phone.open();
  const steps = 4 + Math.floor(chance() * 14);
  for (let step = 0; step < steps; step++) {
    const dice = chance();
    if (dice < 0.62) {
      const from = page;
      const command = phone.command();
      const sending = from.outbox.send(command);
      void sending.kept.then((isKept) => isKept && !from.isDead && shown.add(command.id));
      void sending.then((result) => {
        if (!from.isDead && result.receipt) acknowledged.add(result.id);
      });
      if (chance() < 0.6) await sending.kept;
    } else if (dice < 0.74) {
      phone.isUp = !phone.isUp;
      if (phone.isUp) page.outbox.hurry();
    } else if (dice < 0.86) {
      phone.kill(page);
      page = phone.pages[0] ?? phone.open();
    } else if (dice < 0.92 && phone.pages.length < 2) {
      page = phone.open();
    } else {
      await pause(Math.floor(chance() * 12));
    }
  }
  if (chance() < 0.5) {
    for (const one of [...phone.pages]) phone.kill(one);
  }
  // In the end there is a network, and somebody opens the page.
  phone.isUp = true;
  const last = phone.open();
  const deadline = Date.now() + 60_000;
  const waits = async () => (await (await last.outbox.store).count()) + last.outbox.loose();
  while ((await waits()) && Date.now() < deadline) {
    last.outbox.flush();
    await pause(5);
  }
  const { commands, cursor } = await arrivedSince(learner);
  learner.cursor = cursor;
  const counted = new Map();
  for (const { id } of commands) counted.set(id, (counted.get(id) ?? 0) + 1);
  sum.given += shown.size;
  sum.acknowledged += acknowledged.size;
  sum.arrived += [...shown].filter((id) => counted.has(id)).length;
  const missing = new Set([...shown, ...acknowledged].filter((id) => !counted.has(id)));
  sum.lost += missing.size;
  sum.doubled += [...counted.values()].filter((times) => times > 1).length;
  for (const one of [...phone.pages]) phone.kill(one);
}

async function arrivedSince(learner) {
  const commands = [];
  let cursor = learner.cursor ?? 0;
  for (;;) {
    const page = await json(learner, `/learning/commands?since=${cursor}&limit=500`);
    commands.push(...page.commands);
    cursor = page.cursor;
    if (!page.more) return { commands, cursor };
  }
}

let next = 0;
let sinceKill = 0;
async function work(learner) {
  while (next < runs) {
    const number = next++;
    sinceKill += 1;
    if (killEvery && sinceKill >= killEvery && !restarting) {
      sinceKill = 0;
      void killServer();
    }
    await schedule(learner, number);
  }
}

await Promise.all(learners.map(work));
while (restarting) await pause(20);
process.stdout.write(`DONE ${JSON.stringify(sum)}\n`);
process.exit(0);
