import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  Malformed,
  codeHash,
  decode,
  fromBase64url,
  isOurList,
  normalCode,
  verified,
} from './signed-facts.js';

// The same vectors that the signing side is tested with.
const vectors = JSON.parse(
  readFileSync(
    new URL('../../../tests/certificates/signing_vectors.json', import.meta.url),
    'utf8',
  ),
);
const keys = Object.entries(vectors.keys).map(([kid, x]) => ({
  kid,
  x: /** @type {string} */ (x),
}));

for (const vector of vectors.genuine) {
  test(`genuine facts are read: ${vector.facts.number}`, async () => {
    const facts = await verified(keys, vector.code, vector.fragment);
    const day = facts?.completedOn.toISOString().slice(0, 10);
    const said = { ...vector.facts, completedOn: facts?.completedOn };
    expect({ ...facts, completed_on: day }).toEqual(said);
  });
}

for (const { why, code, payload, signature } of vectors.refused) {
  test(`refused: ${why}`, async () => {
    const answer = verified(keys, code, `${payload}.${signature}`).catch((error) => {
      if (error instanceof Malformed) return null;
      throw error;
    });
    expect(await answer).toBeNull();
  });
}

test('a cut payload is malformed, not half read', () => {
  const whole = fromBase64url(vectors.genuine[0].payload);
  for (const length of [0, 1, 5, whole.length - 1]) {
    expect(() => decode(whole.subarray(0, length))).toThrow(Malformed);
  }
});

test('the list of revoked codes is ours, or it is not used', async () => {
  expect(await isOurList(keys, vectors.revocations)).toBe(true);
  expect(await isOurList(keys, { ...vectors.revocations, codes: [] })).toBe(false);
  for (const [code, hash] of Object.entries(vectors.code_hashes)) {
    expect(await codeHash(code)).toBe(hash);
  }
});

test('a code is the same however it is typed', () => {
  expect(normalCode('k4m9-7tq3 xdr')).toBe('K4M97TQ3XDR');
});
