/**
 * The content hash of a command, as the server computes it: sha256 over the RFC 8785 form of what
 * the device said. With it, answers can be pinned that the server does not have yet.
 */

/** @typedef {import('./command.js').Command} Command */

/** RFC 8785 for what payloads hold: strings, integers, lists, objects. @param {any} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}

/** `2026-11-21T00:00:00.120Z` as the server writes it: microseconds, and none if there are none. @param {string} time */
const serverTime = (time) => {
  const [whole = '', rest = '000Z'] = time.split('.');
  const ms = rest.slice(0, 3);
  return `${whole}${ms === '000' ? '' : `.${ms}000`}+00:00`;
};

/** @param {string} device @param {Command} command @returns {Promise<string>} 64 hex digits */
export async function contentHash(device, { id, seq, hlc, kind, occurred_at, payload }) {
  const occurred = serverTime(occurred_at);
  const said = canonical({ id, device, seq, hlc, kind, occurred_at: occurred, payload });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
