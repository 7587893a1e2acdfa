/** The page as a learner's phone shows it: 360 px wide, in the learner's own styles. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { clock } from '../../icons-staff.json';
import { shownTheme } from '../../kit/session.js';
import more from '../../styles/lesson-more.css?url';
import sheet from '../../styles/lesson.css?url';
import { t } from './words.js';

// Nothing in it runs: the frame may not use scripts, and its styles are the lesson's own.
const EMPTY = `<!doctype html><html><head><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${sheet}"><link rel="stylesheet" href="${more}"></head><body><main class="wrap"><article class="prose"></article></main></body></html>`;

/** @param {{preview: {shown: import('./api.js').Preview|null, fresh: boolean, problem: Error|null}, language: 'id'|'en'}} props */
export function Phone({ preview: { shown, fresh, problem }, language }) {
  const frame = useRef(/** @type {HTMLIFrameElement|null} */ (null));
  const [ready, setReady] = useState(0);
  const theme = shownTheme.value;
  useEffect(() => {
    const page = frame.current?.contentDocument;
    const article = page?.querySelector('article');
    if (!page || !article || !shown?.html) return;
    page.documentElement.lang = language;
    page.documentElement.dataset.theme = theme;
    const head = page.createElement('header');
    const title = page.createElement('h1');
    title.textContent = shown.title ?? '';
    head.append(title);
    const meta = page.createElement('p');
    meta.className = 'meta';
    meta.innerHTML = `<span><svg class="i" viewBox="0 0 24 24" aria-hidden="true">${clock}</svg></span>`;
    meta.firstElementChild?.append(` ${t('minutes', { n: shown.minutes ?? 0 })}`);
    if (shown.minutes !== null) head.append(meta);
    article.innerHTML = shown.html;
    article.prepend(head);
    // Links lead nowhere from here.
    for (const link of article.querySelectorAll('a')) link.removeAttribute('href');
  }, [shown, ready, theme, language]);
  return (
    <figure class="phone-of">
      <iframe
        ref={frame}
        class="phone"
        title={t('phone')}
        sandbox="allow-same-origin"
        srcdoc={EMPTY}
        onLoad={() => setReady((count) => count + 1)}
      />
      <figcaption class="small">
        {t(
          problem ? 'previewWaits' : !shown ? 'previewComes' : fresh ? 'previewNow' : 'previewLate',
        )}
      </figcaption>
    </figure>
  );
}
