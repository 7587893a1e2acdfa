/**
 * A scenario is played on the page: a choice, what comes of it, the next step, an ending, and the
 * map of what was tried. All parts are in the page already, so it goes on without a connection;
 * each choice is told to the server as a command with the whole path.
 */
import { makeCommand, send, uuid7 } from '../kit/commands.js';
import { all, make, received, saySaved, showSaveState, t } from './page.js';
import { remaining, replay, score } from './scenario-rules.js';

/** @typedef {[string, string[]]} Run its id and path */
/** @type {{enrolment: string|null, activity: string, publication: string, run: string, path: string[], phase: string, scenario: import('./scenario-rules.js').Scenario, runs: Run[]}} */
const data = JSON.parse(document.getElementById('scenario')?.textContent ?? '{}');
const { scenario, enrolment, activity, publication } = data;
let { run, path, phase } = data;
let touched = false;
const runs = data.runs;

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const set = (/** @type {Element|null|undefined} */ element, /** @type {string} */ text) => {
  if (element) element.textContent = text;
};
const lang = document.documentElement.lang;
const figure = (/** @type {number} */ points) =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(points / 100);

/**
 * What was done here and is not received yet, so that a page opened again without a connection
 * goes on from it. The commands themselves are in the queue.
 */
const key = `lentera-scenario-${enrolment}-${activity}-${publication}`;
/** @returns {Run[]} */
const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
};
const keep = (/** @type {Run[]} */ rest) => {
  try {
    if (rest.length) localStorage.setItem(key, JSON.stringify(rest));
    else localStorage.removeItem(key);
  } catch {
    // Without storage the page still knows, as long as it is open.
  }
};
const same = (/** @type {Run} */ one) => one.flat().join();

/** @param {Run} one */
function remember(one) {
  const [id, told] = one;
  const index = runs.findIndex(([other, p]) => other === id && p.every((c, n) => c === told[n]));
  if (index === -1) runs.push(one);
  else runs.splice(index, 1, one);
}

/** Tell the server of the choice just made; the finish of a run is a command of its own. */
async function tell(/** @type {boolean} */ over) {
  /** @type {Run} */
  const done = [run, path];
  remember(done);
  if (!enrolment) return;
  keep([...kept(), done]);
  const payload = { enrolment, activity, publication, run, path };
  const sent = [send(makeCommand('scenario_step', payload))];
  if (over) sent.push(send(makeCommand('scenario_finish', payload)));
  for (const result of await Promise.all(sent)) {
    received(result);
    if (result.problem) saySaved(result.problem.detail);
    if (result.answer?.run?.passed) {
      byId('done').hidden = false;
      const mine = `[data-a$="${activity.replaceAll('-', '').slice(-6)}"]`;
      for (const entry of all(mine)) entry.classList.add('d');
    }
  }
  keep(kept().filter((one) => same(one) !== same(done)));
}

const walked = () =>
  /** @type {import('./scenario-rules.js').Walk} */ (
    replay(scenario, path) ?? replay(scenario, (path = []))
  );

/** @param {import('./scenario-rules.js').Walk} walk */
function paintGauges({ values, taken }) {
  const said = [];
  for (const { id, start, max, better } of scenario.variables) {
    const gauge = /** @type {Element} */ (document.querySelector(`[data-gauge="${id}"]`));
    const [value = 0, before = start] = [values[id], taken.at(-2)?.values[id]];
    const change = value - before;
    const mood = change === 0 ? 'same' : change > 0 === (better === 'high') ? 'better' : 'worse';
    const words =
      mood === 'same'
        ? t('same')
        : `${t(change > 0 ? 'up' : 'down', { n: Math.abs(change) })}, ${t(mood)}`;
    const shown = /** @type {Element} */ (gauge.querySelector('em'));
    shown.className = { better: 'ok', worse: 'no', same: 'soft' }[mood];
    set(shown, taken.length ? words : '');
    set(gauge.querySelector('b'), String(value));
    const [, fill, mark] = all('line', gauge);
    const [at, was] = [`${(100 * value) / max}%`, `${(100 * before) / max}%`];
    fill?.setAttribute('x2', at);
    mark?.setAttribute('x1', was);
    mark?.setAttribute('x2', was);
    gauge.querySelector('svg svg')?.setAttribute('x', at);
    said.push(`${gauge.firstElementChild?.textContent} ${value}, ${words}`);
  }
  return said.join('; ');
}

/** @param {import('./scenario-rules.js').Walk} walk */
function paintProgress({ at }) {
  const rest = remaining(scenario, at);
  const [step, more] = byId('where').children;
  set(step, phase === 'end' ? t('over') : t('step', { n: path.length + Number(phase === 'step') }));
  set(more, phase === 'end' ? '' : rest ? t('rest', { n: rest }) : t('last'));
  byId('knots').replaceChildren(
    ...path.map(() => make('i', { class: 'd' })),
    ...Array.from({ length: rest }, (_, n) =>
      make('i', { class: n === 0 && phase === 'step' ? 'c' : '' }),
    ),
  );
}

/** The map and the list below it, after all that was tried. @param {string} here */
function paintMap(here) {
  /** @type {Map<string, string[]>} */
  const reached = new Map();
  const gone = new Set();
  for (const [, told] of [...runs].sort((one, other) => one[1].length - other[1].length)) {
    (replay(scenario, told)?.taken ?? []).forEach(({ step, choice }, length) => {
      if (!reached.has(step)) reached.set(step, told.slice(0, length));
      gone.add(`${step} ${choice}`);
    });
  }
  const met = new Set(reached.keys());
  const [known, ways] = [new Set(), new Set()];
  for (const { id, choices } of scenario.steps) {
    for (const { id: choice, to } of choices) {
      if (reached.has(id)) known.add(to);
      if (!gone.has(`${id} ${choice}`)) continue;
      met.add(to);
      ways.add(`${id} ${to}`);
    }
    const row = /** @type {HTMLElement} */ (document.querySelector(`[data-step="${id}"]`));
    row.hidden = !reached.has(id);
    const tried = choices.filter((one) => gone.has(`${id} ${one.id}`)).length;
    set(row.querySelector('small'), t('tried', { n: tried, of: choices.length }));
    row.querySelector('a')?.setAttribute('href', `?jalur=${(reached.get(id) ?? []).join('.')}`);
  }
  for (const way of /** @type {SVGElement[]} */ (all('[data-w]'))) {
    const { w = '' } = way.dataset;
    way.setAttribute('class', ways.has(w) ? 'd' : reached.has(w.split(' ')[0] ?? '') ? 'k' : '');
  }
  for (const knot of /** @type {SVGElement[]} */ (all('[data-k]'))) {
    const { k = '' } = knot.dataset;
    const state = met.has(k) ? 'd' : known.has(k) ? 'k' : '';
    knot.setAttribute('class', `n ${state} ${k === here ? 'c' : ''}`);
  }
  const endings = scenario.endings.filter(({ id }) => met.has(id)).length;
  set(byId('met'), t('met', { n: endings, of: scenario.endings.length }));
}

/** @param {import('./scenario-rules.js').Walk} walk */
function paintResult(walk) {
  const points = score(scenario, walk);
  const result = byId('result');
  set(byId('score'), t('score', { n: figure(points) }));
  all('line', result)[1]?.setAttribute('x2', `${points / 100}%`);
  result.querySelector('svg svg')?.setAttribute('x', `${points / 100}%`);
}

/** Show the part that is meant now and move focus to its heading. */
function paint(moveFocus = true) {
  const walk = walked();
  const last = walk.taken.at(-1);
  const part =
    phase === 'after'
      ? `c-${last?.step}-${last?.choice}`
      : `${phase === 'end' ? 'e' : 's'}-${walk.at}`;
  for (const one of /** @type {HTMLElement[]} */ (all('.step'))) one.hidden = one.id !== part;
  const isEnd = phase === 'end';
  document.querySelector('main')?.classList.toggle('begun', path.length > 0);
  byId('go').hidden = phase !== 'after';
  byId('result').hidden = byId('jalur').hidden = !isEnd;
  const gauges = paintGauges(walk);
  paintProgress(walk);
  if (isEnd) {
    paintResult(walk);
    paintMap(walk.at);
  }
  if (!moveFocus) return;
  const setting = /** @type {HTMLDetailsElement} */ (document.querySelector('.setting'));
  setting.open = !path.length;
  set(byId('live'), phase === 'after' ? gauges : '');
  const heading = /** @type {HTMLElement} */ (byId(part).querySelector('[tabindex]'));
  heading.focus({ preventScroll: true });
  byId('where').scrollIntoView();
}

byId('play').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  const { value } = /** @type {HTMLButtonElement} */ (submitted.submitter ?? {});
  if (phase !== 'step' || !value) return;
  path = [...path, value];
  phase = 'after';
  touched = true;
  void tell(walked().over);
  paint();
});
byId('go').addEventListener('click', (tapped) => {
  tapped.preventDefault();
  const walk = walked();
  phase = walk.over ? 'end' : 'step';
  if (walk.over) {
    const title = byId(`e-${walk.at}`).querySelector('h2')?.textContent ?? '';
    const points = figure(score(scenario, walk));
    byId('runs').prepend(
      make(
        'li',
        { class: 'row' },
        make('span', { class: 'grow' }, title, make('small', { class: 'soft' }, t('now'))),
        make('b', {}, points),
      ),
    );
  }
  paint();
});
byId('jalur').addEventListener('click', (tapped) => {
  const link = /** @type {Element} */ (tapped.target).closest('a');
  if (!link) return;
  tapped.preventDefault();
  [run, phase, touched] = [uuid7(), 'step', true];
  path = (new URL(link.href).searchParams.get('jalur') ?? '').split('.').filter(Boolean);
  paint();
});

/** Go to where a run stands, without taking anybody's focus. @param {Run|undefined} one */
function resume(one) {
  if (!one || location.search) return;
  [run, path] = one;
  phase = walked().over ? 'end' : 'step';
}

/** A page that was kept on the device does not know what other devices did since. */
async function refresh() {
  try {
    const answer = await fetch(
      `/api/v1/practice/scenarios/${activity}/runs?enrolment=${enrolment}`,
    );
    const told = answer.ok ? (await answer.json()).runs : [];
    /** @type {Run[]} */
    const known = told
      .filter((/** @type {any} */ one) => one.publication === publication)
      .map((/** @type {any} */ one) => [one.run, one.path]);
    known.forEach(remember);
    if (touched || kept().length || !known.length) return;
    resume(known.at(-1));
    paint(false);
  } catch {
    // What the page knows will do.
  }
}

// What this device did and the server had not received when it made this page comes last.
const waiting = kept().filter(([, told]) => replay(scenario, told));
for (const one of waiting) remember(one);
resume(waiting.at(-1));
document.documentElement.dataset.enhanced = '';
const toc = /** @type {HTMLDetailsElement} */ (document.querySelector('.toc'));
addEventListener('keydown', ({ key: pressed }) => {
  if (pressed !== 'Escape' || !toc.open) return;
  toc.open = false;
  toc.querySelector('summary')?.focus();
});
paint(false);
if (enrolment) {
  showSaveState(t('idle'));
  addEventListener('online', refresh);
  if (navigator.serviceWorker?.controller) void refresh();
  if (!runs.length) void send(makeCommand('opened', { enrolment, activity })).then(received);
}
