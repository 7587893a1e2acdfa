/** The frame of a page, and where the reader's focus goes when one opens. */
import { useEffect } from 'preact/hooks';
import { back } from '../icons.json';
import { t } from '../kit/i18n.js';
import { path } from '../kit/router.js';
import { Icon } from './icon.jsx';

let opened = 0;

/** Called by the shell at each navigation; the first page keeps the browser's own focus. */
export const pageOpened = () => {
  opened += 1;
};

let focused = 0;

/**
 * Names the page in the tab and, after a navigation, moves focus to its heading so that a screen
 * reader says where the person now is.
 *
 * @param {string|null} title null while it is not known
 */
export function useTitle(title) {
  useEffect(() => {
    if (!title) return;
    document.title = `${title} · Lentera`;
    if (opened === focused) return;
    focused = opened;
    const heading = /** @type {HTMLElement|null} */ (document.querySelector('h1'));
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }, [title, path.value]);
}

/** @param {{children: any, class?: string}} props */
export const Main = ({ children, class: more = '' }) => (
  <main id="isi" class={`wrap wd ${more}`}>
    {children}
  </main>
);

/** The sticky bar of a page below another. @param {{href: string, label: string}} props */
export const BackBar = ({ href, label }) => (
  <header class="bar">
    <div class="wrap">
      <a class="ib" href={href} aria-label={t('backTo', { place: label })}>
        <Icon of={back} />
      </a>
      <p aria-hidden="true">{label}</p>
    </div>
  </header>
);

/**
 * A section with its heading. @param {{id: string, title: string, children: any, class?: string, aside?: any}} props
 */
export const Section = ({ id, title, children, class: more = '', aside }) => (
  <section class={more} aria-labelledby={id}>
    <div class="title">
      <h2 id={id}>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
);
