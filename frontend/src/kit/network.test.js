import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchLine } from './network.js';

/** @type {any} */
let connection;
let isHidden = false;
let isAnother = vi.fn();
const page = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  connection = Object.assign(new EventTarget(), { type: 'wifi' });
  isHidden = false;
  isAnother = vi.fn();
  vi.stubGlobal('navigator', { connection, onLine: true });
  vi.stubGlobal('document', {
    get hidden() {
      return isHidden;
    },
  });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  watchLine(isAnother);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const change = (/** @type {string} */ type) => {
  connection.type = type;
  connection.dispatchEvent(new Event('change'));
};
const turn = (/** @type {boolean} */ hidden) => {
  isHidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
};

describe('a line', () => {
  it('is another one on another kind of network, not at another estimate of its speed', () => {
    change('wifi');
    expect(isAnother).not.toHaveBeenCalled();
    change('cellular');
    expect(isAnother).toHaveBeenCalledTimes(1);
  });

  it('that is gone is none', () => {
    vi.stubGlobal('navigator', { connection, onLine: false });
    change('none');
    expect(isAnother).not.toHaveBeenCalled();
  });

  it('may be another one after a long sleep, not after a glance at something else', () => {
    turn(false);
    turn(true);
    vi.setSystemTime(Date.now() + 5000);
    turn(false);
    expect(isAnother).not.toHaveBeenCalled();
    turn(true);
    vi.setSystemTime(Date.now() + 60_000);
    turn(false);
    expect(isAnother).toHaveBeenCalledTimes(1);
  });
});
