import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** What the server says to each start: a status, or 0 for a line that is away. @type {number[]} */
let answers;
vi.mock('tus-js-client', () => ({
  Upload: class {
    url = '/api/v1/uploads/u1';
    constructor(/** @type {File} */ file, /** @type {any} */ options) {
      this.file = file;
      this.options = options;
    }
    async findPreviousUploads() {
      return [];
    }
    start() {
      const status = answers.shift();
      if (status === undefined) this.options.onSuccess();
      else {
        const originalResponse = status
          ? { getStatus: () => status, getBody: () => '{"detail": "Masuk lagi."}' }
          : null;
        this.options.onError(Object.assign(new Error('no'), { originalResponse }));
      }
    }
    async abort() {}
  },
}));

const { uploadQueue, withdraw } = await import('./uploads.js');
const { ConnectionLost } = await import('./connection.js');
const film = /** @type {File} */ ({ name: 'film.mp4', size: 9, lastModified: 1 });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no line');
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([0, 503])('goes on by itself after trouble that passes (%i)', async (status) => {
  answers = [status];
  const queue = uploadQueue({ course: 'k' });
  void queue.add(film);
  await vi.advanceTimersByTimeAsync(1000);
  expect(queue.items.value[0]?.state).toBe('paused');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(queue.items.value[0]?.state).toBe('examining');
  queue.close();
});

it('waits for a hand where somebody must sign in', async () => {
  answers = [401];
  const queue = uploadQueue({ course: 'k' });
  void queue.add(film);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(queue.items.value[0]).toMatchObject({ state: 'paused', reason: 'Masuk lagi.' });
  queue.close();
});

it('starts nothing once it is closed', async () => {
  answers = [0, 0];
  const queue = uploadQueue({ course: 'k' });
  void queue.add(film);
  await vi.advanceTimersByTimeAsync(1000);
  queue.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answers).toHaveLength(1);
});

it('says that nobody knows whether one was thrown away', async () => {
  await expect(withdraw('u1')).rejects.toBeInstanceOf(ConnectionLost);
});
