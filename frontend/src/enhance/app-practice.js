/**
 * An imitated application comes alive: presses are answered at once, here, by what the page brought
 * along. Each is recorded as a command too; the server replays them and decides the outcome.
 *
 * Underneath are plain forms, one a screen, which work without this file.
 */
import { makeCommand, send, uuid7 } from '../kit/commands.js';
import { after, beginning, holds } from './app-machine.js';
import { all, make, received, saySaved, showSaveState, t } from './page.js';

/** @typedef {{id: string, press: string, fields: Record<string, string>}} Step */
/** @typedef {{enrolment: string, publication: string, finished: number, fewest_wrong: number|null, run: {id: string, steps: Step[]}|null}} Known */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const read = (/** @type {string} */ id) => JSON.parse(byId(id).textContent ?? 'null');

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const { course = '', activity = '', publication = '' } = main.dataset;
/** @type {import('./app-machine.js').Machine} */
const machine = read('machine');
const app = byId('app');
const bar = /** @type {HTMLElement} */ (document.querySelector('.bar'));
const forms = /** @type {HTMLFormElement[]} */ (all('form', app));
const MEMORY = `lentera-app-${activity}`;
const TRIES_BEFORE_HINT = 2;

/** Every field of the sandbox that can be filled now. @param {ParentNode} root */
function filled(root) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const ask of /** @type {HTMLElement[]} */ (all('[data-field]:not([hidden])', root))) {
    const name = ask.dataset.field ?? '';
    const form = /** @type {HTMLFormElement} */ (ask.closest('form'));
    fields[name] = String(new FormData(form).get(`f:${name}`) ?? '');
  }
  return fields;
}

let run = uuid7();
/** @type {Step[]} */
let steps = [];
let standing = beginning(machine);
let enrolment = '';
let best = /** @type {number|null} */ (null);
let isReported = false;

const screen = () => /** @type {HTMLFormElement} */ (forms.find(({ hidden }) => !hidden));
const isOver = () => standing.reached.length === machine.tasks.length;

/** Words of a value: an option's label, a day written out. @param {string} name */
function inWords(name) {
  const value = standing.values[name] ?? '';
  const fields = /** @type {(HTMLInputElement|HTMLSelectElement)[]} */ (
    all(`[name="f:${name}"]`, app)
  );
  if (!value || !fields[0]) return '–';
  if (fields[0].type === 'date') {
    const { lang } = /** @type {HTMLElement} */ (app.closest('[lang]'));
    const locale = lang === 'en' ? 'en-GB' : lang;
    return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(
      new Date(`${value}T12:00`),
    );
  }
  const option = app.querySelector(`select[name="f:${name}"] [value="${value}"]`);
  const label = fields.find((one) => one.type === 'radio' && one.value === value)?.parentElement;
  return (option ?? label)?.textContent ?? value;
}

/** Put a standing's values into the fields, e.g. on coming back. */
function fill() {
  for (const name of Object.keys(machine.fields)) {
    const value = standing.values[name] ?? '';
    for (const field of /** @type {HTMLInputElement[]} */ (all(`[name="f:${name}"]`, app))) {
      if (/radio|checkbox/.test(field.type)) field.checked = field.value === value;
      else field.value = value;
    }
  }
}

function paintTasks() {
  const now = machine.tasks.findIndex(({ id }) => !standing.reached.includes(id));
  const rows = /** @type {HTMLElement[]} */ (all('#tasks li'));
  rows.forEach((row, index) => {
    const isDone = standing.reached.includes(row.dataset.task ?? '');
    row.className = isDone ? 'd' : index === now ? 'c' : '';
    if (index === now) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
    const said = /** @type {HTMLElement} */ (row.lastElementChild);
    said.textContent = isDone ? (machine.words.done ?? '') : '';
  });
  const goal = rows[now]?.firstChild?.textContent ?? machine.words.all ?? '';
  const title = now < 0 ? '' : `${machine.words.now} ${now + 1}/${rows.length}: `;
  byId('now').replaceChildren(make('b', {}, title), goal);
  const hint = standing.tries < TRIES_BEFORE_HINT ? '' : (machine.tasks[now]?.hint ?? '');
  byId('hint').hidden = !hint;
  /** @type {HTMLElement} */ (byId('hint').lastElementChild).textContent = hint;
}

/** What the last press is met with, in its place. @returns {HTMLElement|null} where to look now */
function paintSaid() {
  for (const old of all('.said, .told, .trouble:not([id])', app)) old.remove();
  for (const why of /** @type {HTMLElement[]} */ (all('.trouble[id]', app))) why.hidden = true;
  for (const field of all('[aria-invalid]', app)) field.removeAttribute('aria-invalid');
  const { said } = standing;
  if (!said) return null;
  const words = make('p', { class: said.right ? 'said ok' : 'trouble', tabindex: '-1' });
  words.textContent = said.words;
  if (said.right) {
    screen().querySelector('h3')?.after(words);
    return words;
  }
  /** @type {HTMLElement|null} */
  let first = null;
  for (const [name, words] of Object.entries(said.fields)) {
    const why = byId(`why-${name}`);
    why.textContent = words;
    why.hidden = false;
    const fields = /** @type {HTMLElement[]} */ (all(`[name="f:${name}"]`, screen()));
    (fields[0]?.closest('fieldset') ?? fields[0])?.setAttribute('aria-invalid', 'true');
    const place = fields[0]?.getBoundingClientRect().top ?? 0;
    if (fields[0] && (!first || place < first.getBoundingClientRect().top)) [first] = fields;
  }
  if (first || !said.words) return first;
  const presses = all(`button[value="${said.at}"]:not(.sr)`, screen());
  const row = presses[0]?.closest('tr');
  if (row) {
    const cell = make('td', { colspan: String(row.children.length) }, words);
    row.after(make('tr', { class: 'told' }, cell));
  } else (presses[0]?.closest('nav') ?? presses[0])?.after(words);
  return words;
}

/** Below the bar on top, whatever its height. */
function toTop() {
  const { top } = app.getBoundingClientRect();
  scrollTo(0, top + scrollY - bar.offsetHeight);
}

function paint() {
  /** @type {HTMLElement} */ (app.firstElementChild).style.top = `${bar.offsetHeight}px`;
  for (const part of /** @type {HTMLElement[]} */ (all('[data-when]', app))) {
    part.hidden = !holds(JSON.parse(part.dataset.when ?? '{}'), standing.state);
  }
  for (const form of forms) form.hidden = form.dataset.screen !== standing.screen;
  for (const value of /** @type {HTMLElement[]} */ (all('[data-of]', app))) {
    value.textContent = inWords(value.dataset.of ?? '');
  }
  paintTasks();
  const over = byId('over');
  over.hidden = !isOver();
  const { wrong } = standing;
  byId('over-words').textContent = t(wrong ? 'over_words' : 'over_clean', { n: wrong });
  if (isOver() && (best === null || wrong < best)) best = wrong;
  byId('best').hidden = best === null;
  if (best !== null) {
    byId('best').textContent = t('best', { n: best });
    for (const tag of all('[data-done]')) tag.removeAttribute('hidden');
  }
  return paintSaid();
}

/** Replay what was done. @param {string} id @param {Step[]} way */
function take(id, way) {
  run = id;
  steps = way;
  standing = beginning(machine);
  for (const { press, fields } of way) standing = after(machine, standing, press, fields);
  fill();
}

/** For coming back without a network; the server has it too, so a refusal is no loss. */
function remember() {
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ enrolment, publication, run, steps }));
  } catch {
    // A browser that keeps nothing.
  }
}

/** What was done on this device, if the page does not know of it. @param {string} last */
function remembered(last) {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMORY) ?? '');
    const isMine = kept.enrolment === enrolment && kept.publication === publication;
    return isMine && kept.steps.at(-1).id > last ? kept : null;
  } catch {
    return null;
  }
}

/** @returns {Promise<Known>} settles only for somebody who has enrolled */
async function whoIsHere() {
  const told = read('standing');
  if (told) return told;
  try {
    const response = await fetch(`/api/v1/learning/states?course=${encodeURIComponent(course)}`);
    if (response.ok)
      return { ...(await response.json()), finished: 0, fewest_wrong: null, run: null };
    if (/40[49]/.test(String(response.status))) {
      byId('preview').hidden = false;
      return new Promise(() => undefined);
    }
  } catch {
    // One can practise all the same; asked again once the connection is back.
  }
  saySaved(t('unknown'));
  await new Promise((back) => addEventListener('online', back));
  return whoIsHere();
}

/** @param {Known} told */
function begin(told) {
  enrolment = told.enrolment;
  best = told.fewest_wrong;
  // `?baru` asks for the beginning.
  const kept = !location.search && remembered(told.run?.steps.at(-1)?.id ?? '');
  const { id, steps: way } = kept ? { id: kept.run, steps: kept.steps } : (told.run ?? {});
  if (id && way && !steps.length) take(id, way);
  isReported = told.finished > 0 && isOver();
  showSaveState(t('idle'));
  void send(makeCommand('opened', { enrolment, activity })).then(received);
  paint();
}

// Steps name the one before them, so each is made after the last; the first once it is known who
// is here.
let chain = whoIsHere().then(begin);
/**
 * @param {'app_step'|'app_finish'} kind
 * @param {() => Record<string, unknown>} more asked for once the steps before have their ids
 * @param {Step} [step] gets its id here
 */
function record(kind, more, step) {
  chain = chain.then(() => {
    const command = makeCommand(kind, { enrolment, activity, publication, ...more() });
    if (step) step.id = command.id;
    void send(command).then(received);
    remember();
  });
}

function report() {
  if (isReported || !isOver()) return;
  isReported = true;
  const [mine, last] = [run, steps.at(-1)];
  record('app_finish', () => ({ run: mine, last: last?.id }));
}

/** @param {HTMLFormElement} form @param {string} press */
function act(form, press) {
  const fields = filled(form);
  const before = standing;
  standing = after(machine, standing, press, fields);
  const [mine, last, step] = [run, steps.at(-1), { id: '', press, fields }];
  steps.push(step);
  record('app_step', () => ({ run: mine, after: last?.id ?? null, press, fields }), step);
  report();
  const said = paint();
  const isMoved = before.screen !== standing.screen;
  const title = /** @type {HTMLElement} */ (screen().querySelector('h3'));
  if (isMoved) toTop();
  if (isOver() && before.reached.length < standing.reached.length) byId('over').focus();
  else (said ?? title).focus({ preventScroll: isMoved });
}

for (const form of forms) {
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    const button = /** @type {HTMLButtonElement|null} */ (submitted.submitter);
    if (button?.value) act(form, button.value);
  });
}
byId('again').addEventListener('click', (tapped) => {
  tapped.preventDefault();
  isReported = false;
  take(uuid7(), []);
  paint();
  toTop();
});
document.documentElement.dataset.enhanced = '';
// A finish that never left the device it was reached on.
void chain.then(report);
