/**
 * A log that stays in this browser: kept in its storage, copied to a file and back by the person
 * alone, deleted on demand. The server is told the number of days filled and nothing else.
 */
import { all, t } from './page.js';
import { daysFilled } from './tools/time_log.js';
import { fieldsIn, showRows } from './worksheet-rows.js';

const KIND = 'lentera-buku-waktu';
const KEY = /^[a-z][a-z0-9-]{0,39}(\.[1-9]\d?\.[a-z][a-z0-9-]{0,39})?$/;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.main
 * @param {HTMLFormElement} parts.form
 * @param {() => Record<string, string>} parts.values
 * @param {() => void} parts.draw
 * @param {(payload: {days: number}) => void} parts.tell
 * @returns {() => void} what to call when a field has changed
 */
export function device({ main, form, values, draw, tell }) {
  const { enrolment, activity } = main.dataset;
  // An enrolment is one person's: another account in this browser never meets this log.
  const place = `${KIND}:${enrolment}:${activity}`;
  const said = /** @type {HTMLElement} */ (document.getElementById('copied'));
  let told = Number(main.dataset.filled);

  const save = () => {
    const now = values();
    try {
      if (Object.keys(now).length) localStorage.setItem(place, JSON.stringify(now));
      else localStorage.removeItem(place);
    } catch {
      said.textContent = t('not_kept');
    }
    const days = daysFilled(now);
    if (days > told) {
      told = days;
      tell({ days });
    }
  };

  /** @param {Record<string, string>} kept */
  const fill = (kept) => {
    showRows(form, kept);
    for (const field of fieldsIn(form)) field.value = kept[field.dataset.key ?? ''] ?? '';
    draw();
  };

  try {
    fill(JSON.parse(localStorage.getItem(place) ?? '{}'));
  } catch {
    said.textContent = t('not_kept');
  }

  const button = (/** @type {string} */ id) =>
    /** @type {HTMLElement} */ (document.getElementById(id));
  button('export').addEventListener('click', () => {
    const made = { kind: KIND, version: 1, saved_at: new Date().toISOString(), values: values() };
    const link = document.createElement('a');
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(made, null, 1)], { type: 'application/json' }),
    );
    link.href = url;
    link.download = `${t('file')}-${made.saved_at.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    said.textContent = t('exported');
  });
  button('erase').addEventListener('click', async () => {
    if (!(await isSure('sure_erase'))) return;
    fill({});
    save();
    said.textContent = t('erased');
  });
  const file = /** @type {HTMLInputElement} */ (document.getElementById('import'));
  file.addEventListener('change', async () => {
    const copy = read(await (file.files?.[0]?.text() ?? ''));
    file.value = '';
    if (!copy) said.textContent = t('not_a_copy');
    else if (!Object.keys(values()).length || (await isSure('sure_import'))) {
      fill(copy);
      save();
      said.textContent = t('imported');
    }
  });
  for (const shown of [form, document.getElementById('copies')]) shown?.removeAttribute('hidden');
  for (const note of all('#needs-script')) note.remove();
  return save;
}

/** The values of a copy; null if the file is no copy of ours. @param {string} text */
export function read(text) {
  try {
    const { kind, values } = JSON.parse(text);
    const isOurs =
      kind === KIND &&
      Object.entries(values).every(
        ([key, value]) => KEY.test(key) && typeof value === 'string' && value.length <= 4000,
      );
    return isOurs ? /** @type {Record<string, string>} */ (values) : null;
  } catch {
    return null;
  }
}

/** @param {string} key words of the question */
function isSure(key) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('sure'));
  /** @type {HTMLElement} */ (document.getElementById('sure-words')).textContent = t(key);
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((settle) => {
    dialog.addEventListener('close', () => settle(dialog.returnValue === 'yes'), { once: true });
  });
}
