/**
 * A lesson page comes alive: resume at the exact block, ticks, notes, checks, mark as done.
 *
 * The page itself is the same for every learner; what is personal arrives here in one request.
 * Everything below works on top of plain links and forms, which stay as they are if it fails.
 */
import { flush, makeCommand, outbox, send } from '../kit/commands.js';
import { checks } from './checks.js';
import { contents, tick } from './contents.js';
import { all, make, received, saySaved, showSaveState, t } from './page.js';
import { atBlock, furthestOf, shouldResume } from './position.js';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const article = /** @type {HTMLElement} */ (document.querySelector('article'));
const course = main.dataset.course ?? '';
const activity = main.dataset.activity ?? '';
const doneForm = /** @type {HTMLFormElement} */ (document.getElementById('done'));
const blocks = /** @type {HTMLElement[]} */ (all('[id]', article)).filter(({ id }) =>
  /^b\d+$/.test(id),
);

document.documentElement.dataset.enhanced = '';
checks(article);
contents(course);

/** @typedef {{activity: string, opened: boolean, done: boolean, furthest: number, spot: string|null, outcome?: {state: string}|null}} State */
/** @typedef {{enrolment: string, activities: State[], notes: {activity: string, block: string, text: string}[]}} States */

/** @returns {Promise<States|'preview'|'signed-out'|null>} null: no answer, e.g. no connection */
async function ownStates() {
  try {
    const response = await fetch(`/api/v1/learning/states?course=${encodeURIComponent(course)}`);
    if (response.ok) return await response.json();
    if (response.status === 401) return 'signed-out';
    if (response.status === 409 || response.status === 404) return 'preview';
  } catch {
    // The lesson can be read all the same; asked again once the connection is back.
  }
  return null;
}

function showDone() {
  doneForm.hidden = true;
  for (const element of all('#is-done, [data-done]')) {
    /** @type {HTMLElement} */ (element).hidden = false;
  }
  // The one filled button of the screen is now the way on.
  document.querySelector('.end [rel=next]')?.classList.remove('line');
  tick(activity);
}

/** @param {States} states */
function tickDone({ activities }) {
  for (const one of activities) if (one.done || one.outcome?.state === 'passed') tick(one.activity);
}

/** @param {string} spot */
function resume(spot) {
  const block = document.getElementById(spot);
  if (!block) return;
  block.scrollIntoView();
  const bar = make(
    'p',
    { class: 'note resumed', role: 'status' },
    t('resumed'),
    make('a', { href: '#isi' }, t('to_top')),
  );
  main.append(bar);
  setTimeout(() => bar.remove(), 8000);
  bar.addEventListener('click', () => bar.remove());
}

/** @param {string} enrolment @param {State|undefined} state */
function followPosition(enrolment, state) {
  let spot = state?.spot ?? null;
  let furthest = state?.furthest ?? 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const note = () => {
    const reached = Math.max(furthest, furthestOf(article.getBoundingClientRect(), innerHeight));
    const here = atBlock(blocks.map((block) => block.getBoundingClientRect().bottom));
    const now = blocks[here]?.id ?? null;
    if (!now || (now === spot && reached === furthest)) return;
    [spot, furthest] = [now, reached];
    const payload = { enrolment, activity, spot, furthest };
    void send(makeCommand('position', payload)).then(received);
  };
  addEventListener(
    'scroll',
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, 1500);
    },
    { passive: true },
  );
  addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    note();
    flush();
  });
}

/** @param {string} enrolment @param {States['notes']} notes */
function reflections(enrolment, notes) {
  for (const area of /** @type {HTMLTextAreaElement[]} */ (all('.reflect textarea', article))) {
    const block = /** @type {HTMLElement} */ (area.closest('.reflect')).dataset.reflection ?? '';
    const said = make('p', { class: 'kept', role: 'status' }, t('note_private'));
    area.after(said);
    let kept = notes.find((note) => note.activity === activity && note.block === block)?.text ?? '';
    // What was typed before the answer came is the newer text.
    if (!area.value) area.value = kept;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    let timer;
    const save = async () => {
      clearTimeout(timer);
      if (area.value === kept) return;
      kept = area.value;
      const payload = { enrolment, activity, block, text: kept };
      const sending = send(makeCommand('reflection', payload));
      said.textContent = t((await sending.kept) ? 'note_kept' : 'note_saving');
      const result = received(await sending);
      said.textContent =
        result.problem?.detail ?? t('note_saved', { receipt: result.receipt ?? '' });
    };
    area.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(save, 2000);
    });
    area.addEventListener('change', save);
    if (area.value !== kept) void save();
  }
}

/** @param {string} enrolment */
function markDone(enrolment) {
  doneForm.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    const sending = send(makeCommand('done', { enrolment, activity }));
    await sending.kept;
    showDone();
    /** @type {HTMLElement|null} */ (document.querySelector('.end [rel=next]'))?.focus();
    const result = received(await sending);
    if (result.problem) {
      doneForm.hidden = false;
      saySaved(result.problem.detail);
    }
  });
}

async function start() {
  const states = await ownStates();
  if (states === null) {
    addEventListener('online', () => void start(), { once: true });
    return saySaved(t('lost'));
  }
  if (states === 'signed-out') return saySaved(t('signed_out'));
  if (states === 'preview') {
    doneForm.hidden = true;
    return saySaved(t('preview'));
  }
  if (await outbox.store) await (await import('./overlay.js')).overlay(states);
  const { enrolment, activities, notes } = states;
  const state = activities.find((one) => one.activity === activity);
  tickDone(states);
  if (state?.done) showDone();
  markDone(enrolment);
  reflections(enrolment, notes);
  if (shouldResume(state, location.hash, scrollY)) resume(/** @type {string} */ (state?.spot));
  if (!state?.opened) {
    void send(makeCommand('opened', { enrolment, activity })).then(received);
  }
  followPosition(enrolment, state);
  showSaveState(t('synced'));
}

// What was shown came from the device; the server has newer ticks.
navigator.serviceWorker?.addEventListener('message', async ({ data }) => {
  if (data.type !== 'fresh' || !data.url.includes('/learning/states')) return;
  const states = await ownStates();
  if (states && typeof states === 'object') tickDone(states);
});
void start();
