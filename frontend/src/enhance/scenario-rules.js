/**
 * A scenario as numbers, exactly as the server counts: see `app/practice/scenario.py`. Both are
 * tested with the same cases.
 *
 * @typedef {{id: string, start: number, max: number, better: 'high'|'low', weight: number}} Variable
 * @typedef {{id: string, to: string, effect: Record<string, number>}} Choice
 * @typedef {{variables: Variable[], steps: {id: string, choices: Choice[]}[], endings: {id: string, grade: string}[], best: number, pass_mark: number|null}} Scenario
 * @typedef {{step: string, choice: string, values: Record<string, number>}} Taken
 * @typedef {{at: string, over: boolean, values: Record<string, number>, taken: Taken[]}} Walk
 */

/**
 * Where a path leads; null if there is no such path.
 *
 * @param {Scenario} scenario
 * @param {string[]} path
 * @returns {Walk|null}
 */
export function replay({ variables, steps }, path) {
  let values = Object.fromEntries(variables.map(({ id, start }) => [id, start]));
  let at = steps[0]?.id ?? '';
  const taken = [];
  for (const id of path) {
    const choice = steps.find((step) => step.id === at)?.choices.find((one) => one.id === id);
    if (!choice) return null;
    values = Object.fromEntries(
      variables.map(({ id: name, max }) => [
        name,
        Math.min(max, Math.max(0, (values[name] ?? 0) + (choice.effect[name] ?? 0))),
      ]),
    );
    taken.push({ step: at, choice: id, values });
    at = choice.to;
  }
  return { at, over: !steps.some(({ id }) => id === at), values, taken };
}

/** Basis points of a finished walk. @param {Scenario} scenario @param {Walk} walk */
export function score({ variables, best }, { values }) {
  let earned = 0;
  let weights = 0;
  for (const { id, max, better, weight } of variables) {
    const value = values[id] ?? 0;
    const good = better === 'high' ? value : max - value;
    earned += weight * Math.floor((10000 * good) / max);
    weights += weight;
  }
  if (!best) return 0;
  return Math.min(10000, Math.floor((10000 * Math.floor(earned / weights)) / best));
}

/** The most choices still to make from a place. @param {Scenario} scenario @param {string} at */
export function remaining(scenario, at) {
  const step = scenario.steps.find(({ id }) => id === at);
  /** @type {number} */
  const most = step ? 1 + Math.max(...step.choices.map(({ to }) => remaining(scenario, to))) : 0;
  return most;
}
