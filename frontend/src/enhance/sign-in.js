/** Sign-in pages: show the password, say early that a NIP is short, send once. */
import { all, t } from './words.js';

document.documentElement.dataset.enhanced = '';

for (const button of /** @type {HTMLButtonElement[]} */ (all('[data-reveal]'))) {
  const field = /** @type {HTMLInputElement} */ (
    document.getElementById(button.dataset.reveal ?? '')
  );
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    button.setAttribute('aria-label', t(shown ? 'hide' : 'show'));
  });
}

for (const field of /** @type {HTMLInputElement[]} */ (all('[name=identifier]'))) {
  field.addEventListener('input', () => field.setCustomValidity(''));
  field.addEventListener('change', () => {
    const digits = field.value.replace(/[\s.-]/g, '');
    const isShortNip = /^\d{6,}$/.test(digits) && digits.length !== 18;
    field.setCustomValidity(isShortNip ? t('nip', { n: digits.length }) : '');
  });
}

for (const form of /** @type {HTMLFormElement[]} */ (all('[data-once]'))) {
  form.addEventListener('submit', () => {
    const button = /** @type {HTMLButtonElement} */ (form.querySelector('.btn'));
    // After the browser has taken the form's values; and back again if the page is returned to.
    setTimeout(() => {
      button.disabled = true;
      button.dataset.words = button.textContent ?? '';
      button.textContent = t('sending');
    });
  });
}
addEventListener('pageshow', () => {
  for (const button of /** @type {HTMLButtonElement[]} */ (all('[data-words]'))) {
    button.disabled = false;
    button.textContent = button.dataset.words ?? '';
  }
});
