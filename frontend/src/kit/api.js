/**
 * The house's one `fetch`: JSON in, JSON out, refusals as `ApiProblem`, a dead line as
 * `ConnectionLost`. Problems carry words for people in the page's language.
 */

import { ConnectionLost } from './connection.js';

/** A refusal of the server (RFC 9457). */
export class ApiProblem extends Error {
  /**
   * @param {object} document
   * @param {string} [document.type]
   * @param {string} [document.title]
   * @param {string} [document.detail]
   * @param {{pointer: string, detail: string}[]} [document.errors]
   * @param {number} status
   */
  constructor(document, status) {
    super(document.detail ?? document.title ?? '');
    this.slug = (document.type ?? '').split('/').pop() ?? '';
    this.status = status;
    this.errors = document.errors ?? [];
    /** All that was said, with what belongs to this problem alone. @type {any} */
    this.told = document;
  }

  /** What is wrong with one field, or nothing. @param {string} field last part of its pointer */
  about(field) {
    return this.errors.find(({ pointer }) => pointer.split('/').pop() === field)?.detail;
  }
}

/** @type {Set<() => void>} */
const signedOut = new Set();

/** @param {() => void} listener told at each 401 */
export const onSignedOut = (listener) => signedOut.add(listener);

/**
 * @param {string} method
 * @param {string} path below `/api/v1`
 * @param {object} [options]
 * @param {unknown} [options.body] JSON, or a form
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<any>} the JSON body; null for 204
 * @throws {ApiProblem|ConnectionLost}
 */
export async function request(method, path, { body, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { 'Accept-Language': document.documentElement.lang };
  // A form with files says itself what it is.
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined || form ? body : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ConnectionLost('', { cause });
  }
  if (response.status === 204) return null;
  let document_;
  try {
    document_ = await response.json();
  } catch (cause) {
    // Half an answer, or a proxy's page instead of ours: as good as none.
    if (response.ok) throw new ConnectionLost('', { cause });
    document_ = {};
  }
  if (response.ok) return document_;
  if (response.status === 401) for (const listener of signedOut) listener();
  throw new ApiProblem(document_, response.status);
}

/** @param {string} path @param {AbortSignal} [signal] */
export const get = (path, signal) => request('GET', path, { signal });
/** @param {string} path @param {unknown} [body] */
export const post = (path, body = {}) => request('POST', path, { body });
/** @param {string} path @param {unknown} body */
export const patch = (path, body) => request('PATCH', path, { body });
/** @param {string} path @param {unknown} body */
export const put = (path, body) => request('PUT', path, { body });

/** `{q: 'a b', after: null}` → `?q=a+b`. @param {Record<string, string|number|null|undefined>} values */
export function query(values) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value != null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text && `?${text}`;
}
