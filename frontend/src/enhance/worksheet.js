/**
 * A worksheet comes alive: results follow what is typed, rows come and go, and every change is sent
 * by itself, field by field. Underneath is a plain form that works without this file.
 *
 * A log that is private to the device is another matter: `worksheet-device.js` keeps it here, and
 * nothing but the number of its days is ever sent. Each tool has an entry of its own, so that a page
 * brings along nothing it does not need.
 */
import { makeCommand, send } from '../kit/commands.js';
import { make, received, showSaveState, t } from './page.js';
import { recall } from './worksheet-recall.js';
import { show } from './worksheet-result.js';
import { fieldsIn, rows, showRows } from './worksheet-rows.js';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('sheet'));
const { activity = '', enrolment = '', tool = '', weight = '' } = main.dataset;

const PAUSE_MS = 1500;
const MOST_CHARACTERS = 4500;

/** What the fields hold now. */
const values = () =>
  Object.fromEntries(
    fieldsIn(form)
      .filter(({ value }) => value)
      .map(({ dataset, value }) => [dataset.key ?? '', value]),
  );

/** How far the worksheet is, as the server says. @param {Record<string, any>} answer */
function progress({ complete, filled, required }) {
  const said = /** @type {HTMLElement} */ (document.getElementById('progress'));
  said.className = `tag ${complete ? 'ok' : 'wait'}`;
  /** @type {HTMLElement} */ (said.querySelector('span')).textContent = complete
    ? t('complete')
    : t('progress', { n: filled, of: required });
  if (!complete) return;
  /** @type {HTMLElement} */ (document.querySelector('[data-done]')).hidden = false;
  // The one filled button of the screen is now the way on.
  document.querySelector('[rel=next]')?.classList.remove('line');
}

/** @param {Record<string, unknown>} payload */
async function tell(payload) {
  const result = received(
    await send(makeCommand('worksheet', { enrolment, activity, ...payload })),
  );
  document.querySelector('.refused')?.remove();
  if (!result.problem) return progress(result.answer);
  const why = t('not_taken', { why: result.problem.detail });
  form.after(make('p', { class: 'note refused', role: 'alert' }, why));
}

/** Values in parts that a command can carry. @param {[string, string][]} changed */
function* parts(changed) {
  /** @type {[string, string][]} */
  let part = [];
  let held = 0;
  for (const entry of changed) {
    if (part.length && held + entry[1].length > MOST_CHARACTERS) {
      yield Object.fromEntries(part);
      [part, held] = [[], 0];
    }
    part.push(entry);
    held += entry[1].length + entry[0].length;
  }
  if (part.length) yield Object.fromEntries(part);
}

/** @param {() => void} draw */
function saving(draw) {
  /** @type {Map<string, string>} what the server has, or is being sent */
  const known = new Map();
  /** @type {Set<string>} what was written on this page: nothing older may take its place */
  const written = new Set();
  for (const field of fieldsIn(form)) {
    const was =
      field instanceof HTMLSelectElement
        ? ([...field.options].find(({ defaultSelected }) => defaultSelected)?.value ?? '')
        : field.defaultValue;
    known.set(field.dataset.key ?? '', was);
  }
  /** @param {Record<string, string>} held @param {boolean} [isWhole] what is not in it is empty */
  const put = (held, isWhole) => {
    showRows(form, held);
    for (const field of fieldsIn(form)) {
      const key = field.dataset.key ?? '';
      const now = held[key] ?? (isWhole ? '' : undefined);
      const was = known.get(key) ?? '';
      if (now === undefined || now === was || field.value !== was || written.has(key)) continue;
      field.value = now;
      known.set(key, now);
    }
    draw();
  };
  void recall({ enrolment, activity, put, progress });
  return () => {
    /** @type {[string, string][]} */
    const changed = [];
    for (const { dataset, value } of fieldsIn(form)) {
      const key = dataset.key ?? '';
      if ((known.get(key) ?? '') === value) continue;
      known.set(key, value);
      written.add(key);
      changed.push([key, value]);
    }
    for (const part of parts(changed)) void tell({ values: part });
  };
}

/**
 * @param {import('./tools/base.js').Tool} [results] what the tool works out of the values
 * @param {typeof import('./worksheet-device.js').device} [device] keeps a private log
 */
export function worksheet(results, device) {
  const draw = () => results && show(results(values(), weight), tool);
  /** @type {() => void} */
  let save = () => undefined;
  if (enrolment) save = device ? device({ main, form, values, draw, tell }) : saving(draw);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const saveNow = () => {
    clearTimeout(timer);
    save();
  };
  const changed = () => {
    draw();
    saveNow();
  };
  rows(form, changed);
  form.addEventListener('input', () => {
    draw();
    clearTimeout(timer);
    timer = setTimeout(save, device ? 300 : PAUSE_MS);
  });
  form.addEventListener('change', changed);
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    changed();
  });
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && saveNow());
  document.documentElement.dataset.enhanced = '';
  draw();
  if (!enrolment) return;
  if (!Number(main.dataset.opened)) {
    void send(makeCommand('opened', { enrolment, activity })).then(received);
  }
  showSaveState(t('idle'));
  // What was typed before this file came was not sent yet.
  saveNow();
}
