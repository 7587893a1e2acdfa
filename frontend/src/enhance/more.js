/**
 * What questions need that are more than choices and one line: their look, which no other page carries,
 * and long texts while they are written: words are counted, the field grows, and each sign typed is on
 * the device at once, long before the answer is worth sending.
 */
import { toneOf, wordsIn } from './counting.js';
import { make, t } from './page.js';

/** @typedef {import('./attempt.js').Question} Question */

/**
 * @param {Question} question
 * @param {() => void} save
 * @param {Promise<unknown>} known when what the device had kept of the attempt is in the page
 */
export async function ease(question, save, known) {
  const { fieldset, id } = question;
  dress();
  const area = fieldset.querySelector('textarea');
  if (!area) return;
  const least = Number(area.dataset.least ?? 0);
  const most = Number(area.dataset.most ?? 0);
  const shown = make('p', { class: 'small soft', id: `n:${id}` });
  shown.hidden = !('least' in area.dataset);
  area.setAttribute('aria-describedby', shown.id);
  area.closest('label')?.after(shown);

  const look = () => {
    const n = wordsIn(area.value);
    shown.textContent = t(toneOf(n, least, most), { n, least, most });
    area.style.height = '';
    const tall = area.scrollHeight + 4;
    // On a screen that is not shown it has no height.
    if (tall > area.offsetHeight) area.style.height = `${tall}px`;
  };
  // Also when its screen comes up.
  new IntersectionObserver(look).observe(area);
  area.addEventListener('filled', look);
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });

  await known;
  const drafts = draftOf(`draft:${fieldset.closest('form')?.dataset.attempt}:${id}`);
  const draft = drafts.read();
  if (draft && draft.text.trim() !== area.value.trim()) {
    if (draft.on === question.command) {
      // The page was closed in the middle of a word: it goes on from there.
      area.value = draft.text;
      save();
      look();
    } else {
      // Answered anew since, elsewhere perhaps: nothing is put in its place unasked.
      const summary = make('summary', {}, t('draft'));
      shown.after(make('details', { class: 'acc' }, summary, make('p', {}, draft.text)));
    }
  }
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** Once the text is an answer that the device has, the draft has done its duty. */
  const settle = async () => {
    await question.kept;
    if (JSON.parse(question.said || '{}').text === area.value.trim()) drafts.drop();
  };
  const type = () => {
    look();
    drafts.keep({ on: question.command, text: area.value });
    clearTimeout(timer);
    timer = setTimeout(settle, 6000);
  };
  area.addEventListener('input', type);
  area.addEventListener('change', () => setTimeout(settle));
}

/** A page put together on the device comes without the sheet. */
function dress() {
  const { more } = document.body.dataset;
  if (!more || document.querySelector(`link[href="${more}"]`)) return;
  document.head.append(make('link', { rel: 'stylesheet', href: more }));
}

/** @typedef {{on: string|null, text: string}} Draft `on`: the answer it goes on from */

/** What is typed and no answer yet, one a question. @param {string} place */
function draftOf(place) {
  // Full or refused: the answer itself is kept when the writer pauses.
  const orNothing = (/** @type {() => any} */ act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    /** @returns {Draft|null} */
    read: () => orNothing(() => JSON.parse(localStorage.getItem(place) ?? 'null')),
    keep: (/** @type {Draft} */ draft) =>
      orNothing(() => localStorage.setItem(place, JSON.stringify(draft))),
    drop: () => orNothing(() => localStorage.removeItem(place)),
  };
}
