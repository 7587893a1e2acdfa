/** What waits on this device as a signed file that somebody else can carry to the server. */
import { outbox } from '../kit/commands.js';
import { base64url, sign } from '../kit/device-key.js';

const MOST = 2000;

/** @param {string} account @returns {Promise<string>} the file's text */
async function handOverFile(account) {
  const store = await outbox.store;
  if (!store) throw new Error('');
  const said = {
    account,
    device: await outbox.device,
    sent_at: new Date().toISOString(),
    commands: await store.waiting(MOST),
    connection: (await store.fact('network')) ?? [],
  };
  const payload = base64url(new TextEncoder().encode(JSON.stringify(said)));
  const signature = await sign(store, payload);
  return JSON.stringify({ lentera: 'hand-over', version: 1, payload, signature });
}

/** @param {string} account */
export async function saveFile(account) {
  const text = await handOverFile(account);
  const day = new Date().toISOString().slice(0, 10);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `lentera-${day}.json`;
  link.click();
  // From now on a pull asks what became of it.
  await (await outbox.store)?.note('exported', true);
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
