/** What an outbox under test talks to: a server of prepared answers, and the other tabs. */
import { makeCommand } from '../src/kit/command.js';

/** As the server answers what it keeps. */
export const stored = (/** @type {any[]} */ commands, more = {}) => ({
  received_at: new Date().toISOString(),
  results: commands.map(({ id }) => ({ id, status: 'stored', receipt: 'K-AAAAA', ...more })),
});

export const said = (text = '') => makeCommand('note', { text });

/** A server of prepared answers, then prompt ones; it keeps what it was sent. */
export function server(
  /** @type {((body: any, signal: AbortSignal) => Response | Promise<Response>)[]} */ ...answers
) {
  /** @type {any[]} */
  const seen = [];
  const ask = async (/** @type {any} */ _url, /** @type {any} */ request) => {
    const body = JSON.parse(request.body);
    seen.push(body);
    const answer = answers.shift() ?? (() => Response.json(stored(body.commands)));
    return answer(body, request.signal);
  };
  return { seen, ask: /** @type {typeof fetch} */ (ask) };
}

/** Tabs of one account: each calls `tab` for its own; one sends at a time, all hear each other. */
export function browser() {
  /** @type {any[]} */
  const tabs = [];
  let turn = /** @type {Promise<any>} */ (Promise.resolve());
  const alone = (/** @type {() => Promise<any>} */ send) =>
    (turn = turn.catch(() => undefined).then(send));
  const tab = () => {
    const others = {
      onmessage: /** @type {any} */ (null),
      postMessage: (/** @type {any} */ data) => {
        for (const one of tabs) if (one !== others) queueMicrotask(() => one.onmessage({ data }));
      },
    };
    tabs.push(others);
    return { alone, others };
  };
  return { tab };
}
