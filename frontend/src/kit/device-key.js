/** The device's own key: made here, never leaves the browser; the server knows its public half. */

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

/** @param {import('./store.js').Store} store @returns {Promise<CryptoKeyPair>} */
async function deviceKey(store) {
  const known = await store.fact('key');
  if (known) return known;
  const made = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  return store.once('key', made);
}

/**
 * Tell the server the public half, once; before that no file of this device would be accepted.
 *
 * @param {import('./store.js').Store} store
 * @param {string} device
 */
export async function registerDevice(store, device) {
  if ((await store.fact('registered')) !== undefined) return;
  const { publicKey } = await deviceKey(store);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const response = await fetch(`/api/v1/offline/devices/${device}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ public_key: { kty, crv, x, y } }),
  });
  // A conflict (too many devices, another key) stays one.
  if (response.ok || response.status === 409) await store.note('registered', response.ok);
}

/** @param {ArrayBuffer|Uint8Array} bytes */
export const base64url = (bytes) =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** @param {import('./store.js').Store} store @param {string} text ASCII */
export async function sign(store, text) {
  const { privateKey } = await deviceKey(store);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return base64url(await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text)));
}
