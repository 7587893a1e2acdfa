/**
 * An attempt, one question a screen: every answer is kept on the device, sent and given a receipt;
 * the numbers above show what is answered, unsure and empty; submitting pins exactly the answers
 * given.
 *
 * Underneath is one plain form with all questions, which works without this file. What is not needed
 * to answer comes later: `recall.js` knows what only the device knows (a page opened again, one put
 * together without a network), looks back and hands in; some kinds of questions bring what makes them
 * easier.
 */
import { makeCommand, outbox, send } from '../kit/commands.js';
import { isAnswered, responseOf } from './answers.js';
import { all, received, showSaveState, t } from './page.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('attempt'));
const { attempt = '', enrolment = '', activity = '' } = form.dataset;
const sections = /** @type {HTMLElement[]} */ (all('.qs', form));
const marks = /** @type {HTMLAnchorElement[]} */ (all('.pal a'));
const review = /** @type {HTMLElement} */ (document.getElementById('periksa'));
const where = /** @type {HTMLElement} */ (document.getElementById('where'));
const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
const screens = [...sections, review];
// All on one page: nothing is hidden, and links lead by themselves.
const isWhole = !!form.closest('.all');
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
const later = () => import('./recall.js');
/** What some questions need, by what tells them. */
const more = {
  '.order': () => import('./ordering.js'),
  '.more': () => import('./more.js'),
};
/** A page that was put together on the device still has its options in the author's order. */
if (form.dataset.permit) (await later()).arrange(sections);

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
    if (result.problem) void refuse(question, before, command.id, result.problem.detail);
    else if (question.command === command.id) question.sha256 = result.sha256;
  });
}

/** The server will never take this answer: say why; what it took before still stands. */
const refuse = async (/** @type {[Question, Question, string, string]} */ ...said) => {
  (await later()).refuse(...said);
  paint();
};

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

/** What the modules that come later work on. @typedef {typeof attemptHere} Attempt */
const attemptHere = { about: { enrolment, activity, attempt }, questions, review, stateOf };

function paint() {
  questions.forEach((question, index) => {
    const mark = /** @type {HTMLElement} */ (marks[index]);
    mark.className = `${question.answered ? 'a' : ''} ${question.flagged ? 'f' : ''}`;
    const words = /** @type {HTMLElement} */ (mark.querySelector('.sr'));
    words.textContent = `, ${stateOf(question)}`;
  });
  if (isWhole || screens[at] === review) void later().then((it) => it.lookBack(attemptHere));
}

/** @param {number} next @param {boolean} [moveFocus] */
function show(next, moveFocus = true) {
  if (isWhole) return paint();
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
  if (isReview) paint();
  history.replaceState(null, '', isReview ? '#periksa' : `#q${at + 1}`);
  if (moveFocus) {
    scrollTo(0, 0);
    where.focus({ preventScroll: true });
  }
}

/** @param {string} hash */
const indexOf = (hash) => screens.findIndex(({ id }) => `#${id}` === hash);

/** When all that this device had kept of the attempt is in the page. */
const known = (async () => {
  const { permit } = form.dataset;
  const store = await outbox.store;
  const made = [...((await store?.journal()) ?? []), ...((await store?.waiting()) ?? [])].filter(
    ({ payload }) => payload.attempt === attempt,
  );
  if (!made.length && !permit) return;
  const { recall } = await later();
  recall(attemptHere.about, made, permit, questions, isAnswered);
  paint();
})();

const submit = () => void later().then((it) => it.ask(attemptHere));

for (const question of questions) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  question.fieldset.addEventListener('change', () => {
    clearTimeout(timer);
    save(question);
  });
  question.fieldset.addEventListener('input', ({ target }) => {
    const { type } = /** @type {HTMLInputElement} */ (target);
    if (!type.startsWith('text')) return;
    clearTimeout(timer);
    // A long text goes out when the writer pauses: each version of it costs data.
    timer = setTimeout(() => save(question), type === 'text' ? 900 : 4000);
  });
  for (const [selector, load] of Object.entries(more)) {
    if (question.fieldset.parentElement?.querySelector(selector)) {
      void load().then(({ ease }) => ease(question, () => save(question, true), known));
    }
  }
  const box = question.fieldset.closest('.qs')?.querySelector('.flagc input');
  box?.addEventListener('change', () =>
    flag(question, /** @type {HTMLInputElement} */ (box).checked),
  );
}
for (const link of [...marks, review]) {
  link.addEventListener('click', (tapped) => {
    const target = /** @type {Element} */ (tapped.target).closest('a');
    const index = target ? indexOf(target.hash) : -1;
    if (index === -1 || isWhole) return;
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
steps.hidden = isWhole;
showSaveState(t('idle'));
// Whoever began to read before this file came stays where they are.
const inView = sections.findIndex((section) => section.getBoundingClientRect().bottom > 160);
show(location.hash ? Math.max(0, indexOf(location.hash)) : Math.max(0, inView), false);
// What was chosen before this file came was not sent yet.
for (const question of questions) save(question);
paint();
navigator.serviceWorker?.addEventListener('message', async ({ data }) => {
  if (data.url !== location.href.split('#')[0]) return;
  await (await later()).freshen(questions, isAnswered, responseOf);
  paint();
});
// Before the line drops: there is time now.
setTimeout(() => void later().catch(() => 0), 1000);
await known;
if (document.getElementById('time')) {
  const handIn = async () => (await later()).handIn(attemptHere);
  (await import('./time-left.js')).timeLeft(t, () => void handIn());
}
