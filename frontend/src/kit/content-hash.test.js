import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonical, contentHash } from './content-hash.js';

const vectors = JSON.parse(
  readFileSync(
    new URL('../../../tests/learning/content_hash_vectors.json', import.meta.url),
    'utf8',
  ),
);

describe('content hashes', () => {
  it.each(/** @type {any[]} */ (vectors))(
    'agree with the server’s',
    async (/** @type {any} */ { device, command, sha256 }) => {
      expect(await contentHash(device, command)).toBe(sha256);
    },
  );

  it('do not depend on the order of members', () => {
    expect(canonical({ b: 1, a: { d: [], c: '' } })).toBe('{"a":{"c":"","d":[]},"b":1}');
  });
});
