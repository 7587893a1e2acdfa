/** Theme and language: small switches that every page of the shell carries somewhere. */
import { theme } from '../icons.json';
import { t } from '../kit/i18n.js';
import { chooseLanguage, chooseTheme, language, shownTheme } from '../kit/session.js';
import { Icon } from './icon.jsx';

/** @param {{class?: string}} props */
export function Choices({ class: more = '' }) {
  const other = language.value === 'en' ? 'id' : 'en';
  return (
    <div class={`row choices ${more}`}>
      <button
        class="ib"
        type="button"
        aria-label={t(shownTheme.value === 'dark' ? 'toLight' : 'toDark')}
        onClick={() => chooseTheme(shownTheme.value === 'dark' ? 'light' : 'dark')}
      >
        <Icon of={theme} />
      </button>
      <button class="ib" type="button" lang={other} onClick={() => void chooseLanguage(other)}>
        <span aria-hidden="true">{other.toUpperCase()}</span>
        <span class="sr">{other === 'en' ? 'Switch to English' : 'Ganti ke bahasa Indonesia'}</span>
      </button>
    </div>
  );
}
