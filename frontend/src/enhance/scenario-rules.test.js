import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/practice/scenario_vectors.json';
import { remaining, replay, score } from './scenario-rules.js';

const scenario = /** @type {import('./scenario-rules.js').Scenario} */ (
  /** @type {unknown} */ (vectors.scenario)
);

describe('the server’s vectors', () => {
  it.each(vectors.cases)('$path', ({ path, at, over, values, score: points, remaining: rest }) => {
    const walk = replay(scenario, path);
    expect(walk).toMatchObject({ at, over, values });
    if (walk) expect(score(scenario, walk)).toBe(points);
    expect(remaining(scenario, at)).toBe(rest);
  });

  it('a path that is none', () => {
    expect(replay(scenario, ['x'])).toBe(null);
    expect(replay(scenario, ['a', 'a', 'a'])).toBe(null);
  });
});
