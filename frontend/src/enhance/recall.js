/**
 * What an attempt does not need for its first answer: what the device itself knows of it (answers that
 * were kept before the page was closed, the order of a page put together here), one look back at all
 * questions, and handing in, with a network or without. It is fetched while there is time for it.
 */
import { makeCommand, outbox, send } from '../kit/commands.js';
import { contentHash } from '../kit/content-hash.js';
import { all, icon, make, received, t } from './page.js';

/** @typedef {import('./attempt.js').Question} Question */
/** @typedef {import('./attempt.js').Attempt} Attempt */
/** @typedef {import('../kit/commands.js').Command} Command */
/** @typedef {import('../kit/commands.js').Result} Result */
/** @typedef {{enrolment: string, activity: string, attempt: string}} About */

/** When this page began the attempt, by the clock that nobody can set; null: not on this page. @type {number|null} */
let begun = null;

// Longer than a good line needs, shorter than a person wonders.
const PATIENCE_MS = 6000;

/** Put the options of each question into the order of this attempt. @param {HTMLElement[]} sections */
export function arrange(sections) {
  for (const section of sections) {
    const slots = section.dataset.slots?.split(' ') ?? [];
    for (const slot of slots) {
      const named = `[value="${CSS.escape(slot)}"]`;
      const item = section.querySelector(`[data-item="${CSS.escape(slot)}"]`);
      const field = section.querySelector(`.opts input${named}`);
      const moved = item ?? field?.closest('.opt');
      moved?.parentElement?.append(moved);
      for (const option of all(`select option${named}`, section)) {
        if (!item) option.parentElement?.append(option);
      }
    }
    numbered(section);
  }
}

/** Write a response into a question's fields: `responseOf` the other way round. @param {HTMLElement} fieldset @param {any} response */
export function fill(fieldset, response) {
  for (const id of response.order ?? []) {
    const item = fieldset.querySelector(`[data-item="${CSS.escape(id)}"]`);
    item?.parentElement?.append(item);
  }
  if (response.order) return numbered(fieldset);
  for (const field of /** @type {HTMLInputElement[]} */ (all('[name]', fieldset))) {
    const [part = '', place] = field.name.split(':').slice(2);
    const said = place ? response[`${part}s`]?.[place] : response[part];
    if (field.type === 'radio' || field.type === 'checkbox') {
      field.checked = [said].flat().includes(field.value);
    } else if (field.type !== 'hidden') field.value = said ?? '';
  }
  // What looks at a text, such as the count of its words, looks again.
  for (const area of all('textarea', fieldset)) area.dispatchEvent(new Event('filled'));
}

/** The number of each item to be put in order is its place. @param {HTMLElement} fieldset */
function numbered(fieldset) {
  all('[data-item] select', fieldset).forEach((select, index) => {
    /** @type {HTMLSelectElement} */ (select).value = String(index + 1);
  });
}

const clock = (/** @type {string} */ hlc) =>
  hlc
    .split('.')
    .map((part) => part.padStart(15, '0'))
    .join('.');

/**
 * Bring back what was kept here and begin the attempt where it was not begun yet.
 *
 * @param {About} about
 * @param {(Command & {result?: Result})[]} known what this device has of the attempt
 * @param {string|undefined} permit to begin with, on a page that was put together here
 * @param {Question[]} questions
 * @param {(response: any) => boolean} isAnswered
 */
export function recall(about, known, permit, questions, isAnswered) {
  const commands = known.filter(({ result }) => result?.status !== 'rejected');
  commands.sort((a, b) => (clock(a.hlc) < clock(b.hlc) ? -1 : 1));
  const start = commands.find(({ kind }) => kind === 'start');
  if (permit && !start) {
    begun = performance.now();
    void send(makeCommand('start', { ...about, permit })).then(received);
  }
  const time = document.getElementById('time');
  if (permit && start && time) {
    const gone = Math.floor((Date.now() - Date.parse(start.occurred_at)) / 1000);
    time.dataset.left = String(Math.max(0, Number(time.dataset.left) - Math.max(0, gone)));
  }
  for (const command of commands) {
    const question = questions.find(({ id }) => id === command.payload.question);
    if (question && command.kind === 'flag') setFlag(question, command.payload.flagged === 1);
    if (question && command.kind === 'answer' && setAnswer(question, command)) {
      question.answered = isAnswered(command.payload.response);
    }
  }
  const submit = commands.find(({ kind }) => kind === 'submit');
  if (submit) showHandedIn(about, !submit.result, questions);
}

/**
 * The page came from the device and the server has a newer one: closed meanwhile, or answered on
 * another device. What was given here and not sent yet is left alone.
 *
 * @param {Question[]} questions
 * @param {(response: any) => boolean} isAnswered
 * @param {(fieldset: HTMLElement) => any} responseOf
 */
export async function freshen(questions, isAnswered, responseOf) {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, 'text/html');
  if (!fresh.getElementById('attempt')) return location.replace(location.pathname);
  for (const question of questions) {
    const section = fresh.querySelector(`[data-id="${CSS.escape(question.id)}"]`);
    const { command, sha256 = null, heads = '' } = /** @type {any} */ (section)?.dataset ?? {};
    const isNewer = command && command !== question.command;
    if (!isNewer || (question.made && !question.sha256)) continue;
    const response = responseOf(/** @type {any} */ (section).querySelector('.q'));
    fill(question.fieldset, response);
    Object.assign(question, { command, sha256, heads: heads.split(' '), made: null });
    Object.assign(question, { said: JSON.stringify(response), answered: isAnswered(response) });
  }
}

const setFlag = (/** @type {Question} */ question, /** @type {boolean} */ flagged) => {
  question.flagged = flagged;
  const box = question.fieldset.closest('.qs')?.querySelector('.flagc input');
  if (box) /** @type {HTMLInputElement} */ (box).checked = flagged;
};

/** @param {Question} question @param {Command & {result?: Result}} command @returns {boolean} whether it is the answer now */
function setAnswer(question, command) {
  // Given on this page meanwhile, or known to the server already: that is the newer one.
  if (question.made && !question.made.seq) return false;
  if (question.command === command.id) return false;
  if (question.made && clock(question.made.hlc) > clock(command.hlc)) return false;
  if (command.result && question.heads.length && !replaces(command, question.heads)) return false;
  const { response } = /** @type {any} */ (command.payload);
  fill(question.fieldset, response);
  const sha256 = command.result?.sha256 ?? null;
  Object.assign(question, { said: JSON.stringify(response), command: command.id, sha256 });
  Object.assign(question, { heads: [command.id], made: command });
  return true;
}

const replaces = (/** @type {Command} */ command, /** @type {string[]} */ heads) =>
  heads.some((head) => /** @type {string[]} */ (command.payload.replaces ?? []).includes(head));

/**
 * Hand in exactly the answers given. What the server does not have yet is pinned by the hash of what
 * this device has written.
 *
 * @param {About} about
 * @param {Question[]} questions
 * @returns {Promise<boolean>} true: it is kept here and waits; false: the server has decided
 */
async function handInHere(about, questions) {
  const isKept = Boolean((await outbox.store) && globalThis.crypto?.subtle);
  if (!isKept) await Promise.all(questions.map(({ sending }) => sending));
  const device = await outbox.device;
  /** @type {Record<string, {command: string, sha256: string}>} */
  const answers = {};
  for (const { id, command, sha256, made } of questions) {
    const pin = sha256 ?? (isKept && made && (await contentHash(device, made)));
    if (command && pin) answers[id] = { command, sha256: pin };
  }
  /** @type {Record<string, unknown>} */
  const payload = { ...about, answers };
  if (begun !== null) payload.elapsed_seconds = Math.round((performance.now() - begun) / 1000);
  const sending = send(makeCommand('submit', payload));
  if (!(await sending.kept)) {
    received(await sending);
    return false;
  }
  const patience = new Promise((done) => setTimeout(done, navigator.onLine ? PATIENCE_MS : 0));
  const isReceived = await Promise.race([sending.then(() => true), patience.then(() => false)]);
  if (!isReceived) {
    showHandedIn(about, true, questions);
    void sending.then(() => location.replace(`/percobaan/${about.attempt}`));
  }
  return !isReceived;
}

/** In the place of the questions: it is handed in, and what happens next. @param {About} about @param {boolean} isWaiting @param {Question[]} questions */
function showHandedIn(about, isWaiting, questions) {
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
  const palette = /** @type {HTMLElement|null} */ (document.querySelector('.pal'));
  const where = /** @type {HTMLElement} */ (document.getElementById('where'));
  steps.hidden = true;
  if (palette) palette.hidden = true;
  where.textContent = t('handed_in');
  const words = t(isWaiting ? 'handed_in_waits' : 'handed_in_received');
  const result = make('a', { class: 'btn wide', href: `/percobaan/${about.attempt}` }, t('result'));
  const back = document.querySelector('.bar a')?.getAttribute('href') ?? '/';
  main.replaceChildren(
    make(
      'section',
      { class: 'verdict flow' },
      make('p', { class: 'tag big wait' }, icon('send'), t('handed_in')),
      make('p', {}, words),
      isWaiting ? make('a', { class: 'btn wide', href: back }, t('back')) : result,
    ),
  );
  where.focus({ preventScroll: true });
  if (!isWaiting) return;
  // On the device with a download, which alone carries the answers of practice.
  void import('./practice-feedback.js')
    .then(({ showPractice }) => showPractice(about.activity, questions, main))
    .catch(() => undefined);
}

const answered = (/** @type {Question[]} */ questions) =>
  questions.filter((question) => question.answered).length;
const flagged = (/** @type {Question[]} */ questions) =>
  questions.filter((question) => question.flagged).length;

/** The list of all questions with their states. @param {Attempt} attempt */
export function lookBack({ questions, review, stateOf }) {
  const list = /** @type {HTMLElement} */ (document.getElementById('review-list'));
  list.hidden = false;
  list.replaceChildren(
    ...questions.map((question, index) => {
      const tone = question.flagged || !question.answered ? 'wait' : 'ok';
      const link = make(
        'a',
        { href: `#q${index + 1}`, class: 'item' },
        make('span', {}, t('question', { n: index + 1 })),
        make('span', { class: `tag ${tone} push` }, stateOf(question)),
      );
      return make('li', {}, link);
    }),
  );
  const counts = { a: answered(questions), n: questions.length, f: flagged(questions) };
  /** @type {HTMLElement} */ (review.querySelector('.counts')).textContent = t('counts', counts);
}

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('confirm'));
/** @type {Attempt|undefined} whose "yes" is waited for */
let asked;

/** @param {Attempt} attempt */
export function ask(attempt) {
  asked = attempt;
  const { questions } = attempt;
  const empty = questions.length - answered(questions);
  const words = /** @type {HTMLElement} */ (document.getElementById('confirm-words'));
  words.textContent = t(empty ? 'confirm_some' : 'confirm_all', { e: empty, n: questions.length });
  dialog.returnValue = 'no';
  if (!dialog.open) dialog.showModal();
}

// The event comes a moment after the dialog has gone, when it may be open again: one standing
// listener, which takes only a yes, cannot mistake an old "no" for the answer to a new asking.
dialog.addEventListener('close', () => {
  if (asked && dialog.returnValue === 'yes' && !dialog.open) void handIn(asked);
});

/** @param {Attempt} attempt */
export async function handIn({ about, questions }) {
  const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
  for (const button of /** @type {HTMLButtonElement[]} */ (all('button', steps))) {
    button.disabled = true;
  }
  const label = /** @type {HTMLElement} */ (steps.querySelector('[data-step="1"] span'));
  label.textContent = t('sending');
  await Promise.all(questions.map(({ kept }) => kept));
  // Where nothing can be kept or hashed, only what the server has, by its own hash, can be pinned.
  const isKept = await handInHere(about, questions);
  if (!isKept) location.replace(`/percobaan/${about.attempt}`);
}

/**
 * @param {Question} question
 * @param {Question} before as it stood before the answer that was refused
 * @param {string} refused id of the answer's command
 * @param {string} why
 */
export function refuse(question, before, refused, why) {
  if (question.command === refused) {
    const { said, command, heads, sha256, made, answered } = before;
    Object.assign(question, { said, command, heads, sha256, made, answered });
  }
  question.fieldset.parentElement?.querySelector('.refused')?.remove();
  const note = make('p', { class: 'note refused', role: 'alert' }, t('rejected', { why }));
  question.fieldset.after(note);
}
