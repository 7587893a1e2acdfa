import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeCommand } from '../kit/command.js';
import { openStore } from '../kit/store.js';
import { settleBrought } from './brought.js';
import { removeFrom } from './discard.js';

/** @type {import('../kit/store.js').Store} */
let store;
const said = (/** @type {string} */ kind, activity = 'k-1') =>
  makeCommand(kind, { enrolment: 'e-1', activity });
const kept = async (/** @type {any[]} */ ...commands) => {
  for (const command of commands) await store.keep(command);
  return commands.map(({ id }) => id);
};
beforeEach(async () => {
  store = await openStore('ani', /** @type {any} */ (new IDBFactory()));
});

describe('what somebody else carried', () => {
  const told = (/** @type {string} */ id, more = {}) => ({
    id,
    status: /** @type {const} */ ('stored'),
    receipt: 'K-AAAAA',
    problem: null,
    received_at: '2026-11-21T00:00:00Z',
    ...more,
  });

  it('waits no longer, received or refused; the rest does', async () => {
    const [first = '', second = '', third = ''] = await kept(
      said('answer'),
      said('done'),
      said('flag'),
    );
    const problem = { type: '/problems/x', title: '', status: 409, detail: 'Sebabnya' };
    const refused = told(second, { status: 'rejected', receipt: null, problem });
    expect(await settleBrought(store, [told(first), refused, told('unknown')])).toBe(2);
    expect((await store.waiting()).map(({ id }) => id)).toEqual([third]);
    const journal = await store.journal();
    expect(journal.map(({ id, result }) => [id, result.receipt, result.problem]).sort()).toEqual(
      [
        [first, 'K-AAAAA', null],
        [second, null, problem],
      ].sort(),
    );
  });

  it('changes nothing when told again', async () => {
    const [id = ''] = await kept(said('answer'));
    await settleBrought(store, [told(id)]);
    expect(await settleBrought(store, [told(id)])).toBe(0);
    expect(await store.journal()).toHaveLength(1);
  });
});

describe('what is taken away', () => {
  it('is gone, counted by what it was, and leaves its number empty', async () => {
    const ids = await kept(said('answer'), said('answer'), said('answer', 'k-2'), said('done'));
    const at = '2026-11-21T01:00:00.000Z';
    expect(await removeFrom(store, ids.slice(0, 3), at)).toBe(3);
    expect(await store.count()).toBe(1);
    const about = { at, kind: 'answer', enrolment: 'e-1' };
    expect(await store.fact('removed')).toEqual([
      { ...about, activity: 'k-1', n: 2 },
      { ...about, activity: 'k-2', n: 1 },
    ]);
    const next = said('answer');
    await store.keep(next);
    expect(next.seq).toBe(5);
  });

  it('is what still waits: what was sent meanwhile is not counted', async () => {
    const commands = [said('answer'), said('answer')];
    const ids = await kept(...commands);
    const result = { id: ids[0] ?? '', status: 'stored', receipt: 'K-1' };
    await store.settle([[commands[0], result]].map((pair) => /** @type {any} */ (pair)));
    expect(await removeFrom(store, ids, '')).toBe(1);
    expect(await removeFrom(store, ids, '')).toBe(0);
    expect(await store.fact('removed')).toHaveLength(1);
  });
});
