/**
 * What presses do in an app practice: the same as the server's replay (`practice.app_replay`), held
 * to it by shared vectors. Pure. The page offers only what is on its screen, so nothing else comes.
 */

/** @typedef {Record<string, string[]>} When */
/** @typedef {{when?: When, wrong?: string, checks?: string[], set?: Record<string, string>, go?: string, say?: string}} Rule */
/** @typedef {{is?: string[], words?: number, from?: string, to?: string, checked?: boolean}} Right */
/** @typedef {{options?: Record<string, string>, right?: Right, mistakes?: [string[], string][], otherwise?: string}} Field `options`: why each is wrong, empty for a right one */
/** @typedef {{start: string, state: Record<string, string>, starts: Record<string, string>, general: string, tasks: {id: string, done: When, hint: string}[], presses: Record<string, Rule[]>, fields: Record<string, Field>, words: Record<string, string>}} Machine */
/** @typedef {{right: boolean, at: string, words: string|null, fields: Record<string, string>}} Said */
/** @typedef {{screen: string, state: Record<string, string>, values: Record<string, string>, reached: string[], wrong: number, tries: number, said: Said|null}} Standing */

/** @param {Machine} machine */
export const beginning = (machine) =>
  /** @type {Standing} */ ({
    screen: machine.start,
    state: machine.state,
    values: machine.starts,
    reached: [],
    wrong: 0,
    tries: 0,
    said: null,
  });

/** @param {When|undefined} when @param {Record<string, string>} state */
export const holds = (when, state) =>
  Object.entries(when ?? {}).every(([name, values]) => values.includes(state[name] ?? ''));

const normal = (/** @type {string} */ value) =>
  value
    .replace(/[ \t\n\r\u00a0]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase();

/** @param {Field} field @param {string} value */
function isRight({ options, right }, value) {
  if (options) return options[value] === '';
  const said = normal(value);
  if (!right) return said !== '';
  if (right.checked !== undefined) return (value === '1') === right.checked;
  if (right.words) return said !== '' && said.split(' ').length >= right.words;
  if (right.from || right.to) {
    return value !== '' && value >= (right.from ?? '') && value <= (right.to ?? '9999');
  }
  return Boolean(right.is?.some((one) => normal(one) === said));
}

/** @param {Field} field @param {string} value why it is wrong */
function why({ options, mistakes, otherwise = '' }, value) {
  if (options) return options[value] || otherwise;
  const said = normal(value);
  return mistakes?.find(([values]) => values.some((one) => normal(one) === said))?.[1] ?? otherwise;
}

/**
 * @param {Machine} machine
 * @param {Standing} before
 * @param {string} press
 * @param {Record<string, string>} fields every field on the screen
 * @returns {Standing}
 */
export function after(machine, before, press, fields) {
  const values = { ...before.values, ...fields };
  const rule = machine.presses[press]?.find(({ when }) => holds(when, before.state));
  /** @type {Record<string, string>} */
  const mistakes = {};
  for (const name of rule?.checks ?? []) {
    const field = machine.fields[name];
    const value = fields[name];
    if (field && value !== undefined && !isRight(field, value)) mistakes[name] = why(field, value);
  }
  const isWrong = !rule || rule.wrong || Object.keys(mistakes).length;
  if (isWrong) {
    const words = rule ? (rule.wrong ?? null) : machine.general;
    const said = { right: false, at: press, words, fields: mistakes };
    return { ...before, values, wrong: before.wrong + 1, tries: before.tries + 1, said };
  }
  const state = { ...before.state, ...rule.set };
  const newly = machine.tasks
    .filter(({ id, done }) => !before.reached.includes(id) && holds(done, state))
    .map(({ id }) => id);
  return {
    ...before,
    screen: rule.go ?? before.screen,
    state,
    values,
    reached: [...before.reached, ...newly],
    tries: newly.length ? 0 : before.tries,
    said: rule.say ? { right: true, at: press, words: rule.say, fields: {} } : null,
  };
}
