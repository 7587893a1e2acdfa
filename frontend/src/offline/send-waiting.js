/** The worker as a sender: what waits goes out although no page is open. */
import { createOutbox } from '../kit/outbox.js';
import { restamp } from '../kit/restamp.js';
import { openStore } from '../kit/store.js';

/**
 * Send what waits, once.
 *
 * @param {string} account whose
 * @returns {Promise<unknown>} rejected if not all was received: the browser is to try again later
 */
export const sendWaiting = (account) =>
  new Promise((sent, failed) => {
    const outbox = createOutbox({
      account,
      store: openStore(account),
      restamp,
      alone: (send) => navigator.locks.request(`lentera-${account}`, send),
      others: new BroadcastChannel(`lentera-${account}`),
      // Anything but the pause that joins commands is a wait after a failure.
      later: (run, ms) => (ms > 30 ? failed(new Error('not sent')) : setTimeout(run, ms)),
    });
    let isFirst = true;
    outbox.listen(({ state }) => {
      if (!isFirst && state !== 'waiting' && state !== 'sending') sent(undefined);
      isFirst = false;
    });
  });
