/**
 * An attempt, one question a screen: every answer is kept on the device, sent and given a receipt;
 * the numbers above show what is answered, unsure and empty; submitting pins exactly the answers
 * given.
 *
 * Underneath is one plain form with all questions, which works without this file. What only the
 * device knows (a page opened again, one put together without a network) comes from `recall.js`.
 */
import { makeCommand, outbox, send } from '../kit/commands.js';
import { isAnswered, responseOf } from './answers.js';
import { ordering } from './ordering.js';
import { all, make, received, showSaveState, t } from './page.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('attempt'));
const { attempt = '', enrolment = '', activity = '' } = form.dataset;
const sections = /** @type {HTMLElement[]} */ (all('.qs', form));
const marks = /** @type {HTMLAnchorElement[]} */ (all('.pal a'));
const review = /** @type {HTMLElement} */ (document.getElementById('periksa'));
const where = /** @type {HTMLElement} */ (document.getElementById('where'));
const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
const screens = [...sections, review];
let at = 0;

/**
 * What is known of a question's answer. `said` is the answer as last given; `made` the command that
 * carries it, if it was made here; `kept` settles when the device has it, `sending` when the server
 * does.
 *
 * @typedef {object} Question
 * @property {HTMLElement} fieldset
 * @property {string} id
 * @property {string} said
 * @property {string|null} command
 * @property {string[]} heads
 * @property {string|null} sha256
 * @property {import('../kit/commands.js').Command|null} made
 * @property {boolean} answered
 * @property {boolean} flagged
 * @property {Promise<unknown>} kept
 * @property {Promise<unknown>} sending
 */
/** A page that was put together on the device still has its options in the author's order. */
const device = () => import('./recall.js');
if (form.dataset.permit) (await device()).arrange(sections);

/** @type {Question[]} */
const questions = sections.map((section) => {
  const fieldset = /** @type {HTMLElement} */ (section.querySelector('.q'));
  const { id = '', command = null, sha256 = null, heads: known = '' } = section.dataset;
  const heads = known.split(' ').filter(Boolean);
  const flagged = Boolean(section.querySelector('.flagc :checked'));
  // An order is always there; until it is touched or kept, it is no answer.
  const isGiven = command || fieldset.dataset.kind === 'ordering';
  const said = isGiven ? JSON.stringify(responseOf(fieldset)) : '';
  const answered = Boolean(command) && isAnswered(responseOf(fieldset));
  const kept = Promise.resolve();
  return {
    fieldset,
    id,
    said,
    command,
    heads,
    sha256,
    made: null,
    answered,
    flagged,
    kept,
    sending: kept,
  };
});

/** @param {Question} question @param {boolean} [asItStands] kept on purpose, though not changed */
function save(question, asItStands = false) {
  const response = responseOf(question.fieldset);
  const said = JSON.stringify(response);
  if (!response || (!question.command && !isAnswered(response))) return;
  if (said === question.said && !(asItStands && !question.command)) return;
  const replaces = question.heads;
  const payload = { enrolment, activity, attempt, question: question.id, response, replaces };
  const command = makeCommand('answer', payload);
  const before = { ...question };
  const heads = [command.id];
  Object.assign(question, { said, command: command.id, heads, sha256: null, made: command });
  const sending = send(command);
  // Nothing is shown as answered before it is kept.
  question.kept = sending.kept.then(() => {
    question.answered = isAnswered(response);
    paint();
  });
  question.sending = sending.then((result) => {
    received(result);
    if (result.problem) refuse(question, before, command.id, result.problem.detail);
    else if (question.command === command.id) question.sha256 = result.sha256;
  });
}

/** The server will never take this answer: say why; what it took before still stands. */
function refuse(
  /** @type {Question} */ question,
  /** @type {Question} */ before,
  /** @type {string} */ refused,
  /** @type {string} */ why,
) {
  if (question.command === refused) {
    const { said, command, heads, sha256, made, answered } = before;
    Object.assign(question, { said, command, heads, sha256, made, answered });
  }
  question.fieldset.parentElement?.querySelector('.refused')?.remove();
  const note = make('p', { class: 'note refused', role: 'alert' }, t('rejected', { why }));
  question.fieldset.after(note);
  paint();
}

/** @param {Question} question @param {boolean} flagged */
function flag(question, flagged) {
  const payload = { enrolment, activity, attempt, question: question.id, flagged: Number(flagged) };
  const sending = send(makeCommand('flag', payload));
  void sending.then(received);
  void sending.kept.then(() => {
    question.flagged = flagged;
    paint();
  });
}

/** Words for a question's state. @param {Question} question */
const stateOf = ({ answered, flagged }) =>
  [t(answered ? 'answered' : 'empty'), ...(flagged ? [t('flagged')] : [])].join(', ');

function paint() {
  questions.forEach((question, index) => {
    const mark = /** @type {HTMLElement} */ (marks[index]);
    mark.className = `${question.answered ? 'a' : ''} ${question.flagged ? 'f' : ''}`;
    const words = /** @type {HTMLElement} */ (mark.querySelector('.sr'));
    words.textContent = `, ${stateOf(question)}`;
  });
  if (screens[at] === review) paintReview();
}

function paintReview() {
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
  /** @type {HTMLElement} */ (review.querySelector('.counts')).textContent = counts();
}

const answered = () => questions.filter((question) => question.answered).length;
const counts = () =>
  t('counts', {
    a: answered(),
    n: questions.length,
    f: questions.filter((question) => question.flagged).length,
  });

/** @param {number} next @param {boolean} [moveFocus] */
function show(next, moveFocus = true) {
  at = Math.max(0, Math.min(screens.length - 1, next));
  screens.forEach((screen, index) => {
    screen.hidden = index !== at;
  });
  marks.forEach((mark, index) => {
    if (index === at) mark.setAttribute('aria-current', 'step');
    else mark.removeAttribute('aria-current');
  });
  marks[at]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  const isReview = screens[at] === review;
  where.textContent = isReview ? t('review') : t('where', { n: at + 1, of: questions.length });
  const [back, forward] = /** @type {HTMLButtonElement[]} */ (all('button', steps));
  if (back) back.disabled = at === 0;
  const label = /** @type {HTMLElement} */ (forward?.querySelector('span'));
  label.textContent = t(isReview ? 'submit' : at === questions.length - 1 ? 'review' : 'next');
  if (isReview) paintReview();
  history.replaceState(null, '', isReview ? '#periksa' : `#q${at + 1}`);
  if (moveFocus) {
    scrollTo(0, 0);
    where.focus({ preventScroll: true });
  }
}

/** @param {string} hash */
const indexOf = (hash) => screens.findIndex(({ id }) => `#${id}` === hash);

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('confirm'));

function submit() {
  const empty = questions.length - answered();
  const words = /** @type {HTMLElement} */ (document.getElementById('confirm-words'));
  words.textContent = t(empty ? 'confirm_some' : 'confirm_all', { e: empty, n: questions.length });
  dialog.returnValue = 'no';
  if (!dialog.open) dialog.showModal();
}

async function handIn() {
  for (const button of /** @type {HTMLButtonElement[]} */ (all('button', steps))) {
    button.disabled = true;
  }
  const label = /** @type {HTMLElement} */ (steps.querySelector('[data-step="1"] span'));
  label.textContent = t('sending');
  await Promise.all(questions.map(({ kept }) => kept));
  // Where nothing can be kept or hashed, only what the server has, by its own hash, can be pinned.
  const { handInHere } = await device();
  const isKept = await handInHere({ enrolment, activity, attempt }, questions);
  if (!isKept) location.replace(`/percobaan/${attempt}`);
}

// The event comes a moment after the dialog has gone, when it may be open again: one standing
// listener, which takes only a yes, cannot mistake an old "no" for the answer to a new asking.
dialog.addEventListener('close', () => {
  if (dialog.returnValue === 'yes' && !dialog.open) void handIn();
});
for (const question of questions) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  question.fieldset.addEventListener('change', () => {
    clearTimeout(timer);
    save(question);
  });
  question.fieldset.addEventListener('input', ({ target }) => {
    if (!(/** @type {Element} */ (target).matches('[type=text]'))) return;
    clearTimeout(timer);
    timer = setTimeout(() => save(question), 900);
  });
  ordering(question.fieldset, () => save(question, true));
  const box = question.fieldset.closest('.qs')?.querySelector('.flagc input');
  box?.addEventListener('change', () =>
    flag(question, /** @type {HTMLInputElement} */ (box).checked),
  );
}
for (const link of [...marks, review]) {
  link.addEventListener('click', (tapped) => {
    const target = /** @type {Element} */ (tapped.target).closest('a');
    const index = target ? indexOf(target.hash) : -1;
    if (index === -1) return;
    tapped.preventDefault();
    show(index);
  });
}
for (const button of /** @type {HTMLElement[]} */ (all('button', steps))) {
  const step = Number(button.dataset.step);
  button.addEventListener('click', () => {
    if (step > 0 && screens[at] === review) submit();
    else show(at + step);
  });
}
form.addEventListener('keydown', (pressed) => {
  if (pressed.key === 'Enter' && /** @type {Element} */ (pressed.target).matches('[type=text]')) {
    pressed.preventDefault();
    show(at + 1);
  }
});
form.addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  submit();
});

document.documentElement.dataset.enhanced = '';
steps.hidden = false;
showSaveState(t('idle'));
// Whoever began to read before this file came stays where they are.
const inView = sections.findIndex((section) => section.getBoundingClientRect().bottom > 160);
show(location.hash ? Math.max(0, indexOf(location.hash)) : Math.max(0, inView), false);
// What was chosen before this file came was not sent yet.
for (const question of questions) save(question);
paint();
navigator.serviceWorker?.addEventListener('message', async ({ data }) => {
  if (data.url !== location.href.split('#')[0]) return;
  await (await device()).freshen(questions, isAnswered, responseOf);
  paint();
});
const { permit } = form.dataset;
const store = await outbox.store;
const made = [...((await store?.journal()) ?? []), ...((await store?.waiting()) ?? [])].filter(
  ({ payload }) => payload.attempt === attempt,
);
if (made.length || permit) {
  const { recall } = await device();
  recall({ enrolment, activity, attempt }, made, permit, questions, isAnswered);
  paint();
}
if (document.getElementById('time')) {
  (await import('./time-left.js')).timeLeft(t, () => void handIn());
}
