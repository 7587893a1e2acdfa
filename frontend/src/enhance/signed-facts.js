/**
 * The facts in a certificate's QR code: read and verified here, without asking the server.
 *
 * The bytes are specified beside the code that signs them; the same test vectors serve both sides.
 *
 * @typedef {{kid: string, number: string, name: string, course: string, issuer: string, jp: number, completedOn: Date, version: number}} Facts
 * @typedef {{kid: string, x: string}} Key
 * @typedef {{issued_at: string, kid: string, codes: string[], signature: string}} RevocationList
 */

const FORMAT = 1;
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const CODE_SIGNS = /[^34679CDFGHJKMNPQRTVWXY]/g;
const utf8 = new TextEncoder();

/** Bytes that are no payload of ours. */
export class Malformed extends Error {}

/** A code however it was typed: capitals, without spaces and hyphens. @param {string} typed */
export const normalCode = (typed) => typed.toUpperCase().replace(CODE_SIGNS, '');

/** @param {string} text unpadded base64url @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) throw new Malformed('Not base64url');
  try {
    const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  } catch (cause) {
    throw new Malformed('Not base64url', { cause });
  }
}

/** @param {Uint8Array} raw */
const toBase64url = (raw) =>
  btoa(String.fromCharCode(...raw))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** @param {Uint8Array} payload @returns {Facts} @throws {Malformed} unless it is exactly one payload */
export function decode(payload) {
  let at = 0;
  const take = (/** @type {number} */ length) => {
    if (at + length > payload.length) throw new Malformed('Cut short');
    return payload.subarray(at, (at += length));
  };
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = /** @type {number} */ (take(1)[0]);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (byte === 0 && shift > 0) throw new Malformed('Not in its shortest form');
        return value;
      }
    }
    throw new Malformed('Too long a number');
  };
  const text = () => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(number()));
    } catch (cause) {
      throw new Malformed('Not UTF-8', { cause });
    }
  };
  if (take(1)[0] !== FORMAT) throw new Malformed('Unknown version');
  const [key, jp, days, version] = [number(), number(), number(), number()];
  const [serial, name, course, issuer] = [text(), text(), text(), text()];
  if (at !== payload.length) throw new Malformed('Bytes after the last field');
  const completedOn = new Date(EPOCH_MS + days * DAY_MS);
  const kid = `certificates-${key}`;
  return { kid, number: serial, name, course, issuer, jp, completedOn, version };
}

/**
 * @param {Key[]} keys
 * @param {string} kid
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Uint8Array<ArrayBuffer>} message
 */
async function isSigned(keys, kid, signature, message) {
  const key = keys.find((one) => one.kid === kid);
  if (!key) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x };
  const read = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify('Ed25519', read, signature, message);
}

/** @param {...Uint8Array} parts */
function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * The facts behind `#` if one of our keys signed them for this code; null if not.
 *
 * @param {Key[]} keys
 * @param {string} code
 * @param {string} fragment `payload.signature`, both base64url
 * @throws {Malformed}
 */
export async function verified(keys, code, fragment) {
  const [payloadText = '', signatureText = '', ...more] = fragment.split('.');
  if (more.length) throw new Malformed('More than two parts');
  const payload = fromBase64url(payloadText);
  const facts = decode(payload);
  const message = joined(utf8.encode(`lentera-certificate-1\n${code}\n`), payload);
  const isGenuine = await isSigned(keys, facts.kid, fromBase64url(signatureText), message);
  return isGenuine ? facts : null;
}

/** Whether the list is ours. @param {Key[]} keys @param {RevocationList} list */
export function isOurList(keys, { issued_at: issuedAt, kid, codes, signature }) {
  const lines = [issuedAt, ...codes].map((line) => `${line}\n`).join('');
  const message = utf8.encode(`lentera-revocations-1\n${lines}`);
  return isSigned(keys, kid, fromBase64url(signature), message);
}

/** How the revocation list names a code. @param {string} code */
export async function codeHash(code) {
  const digest = await crypto.subtle.digest('SHA-256', utf8.encode(code));
  return toBase64url(new Uint8Array(digest).subarray(0, 16));
}
