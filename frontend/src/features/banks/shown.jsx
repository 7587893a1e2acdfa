/** HTML of a question as learners get it, in a room of its own with the learners' style. */
import { useEffect, useRef } from 'preact/hooks';
import sheet from '../../styles/quiz.css?url';
import more from '../../styles/quiz-more.css?url';

/** @param {{html: string, lang?: string}} props sanitised by the server */
export function Shown({ html, lang }) {
  const host = useRef(/** @type {HTMLDivElement|null} */ (null));
  useEffect(() => {
    const { current } = host;
    if (!current) return;
    let root = current.shadowRoot;
    if (!root) {
      root = current.attachShadow({ mode: 'open' });
      for (const href of [sheet, more]) {
        root.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
      }
      root.append(Object.assign(document.createElement('div'), { className: 'prose' }));
    }
    const room = /** @type {HTMLElement} */ (root.querySelector('.prose'));
    room.innerHTML = html;
  }, [html]);
  return <div ref={host} lang={lang} class="shown" />;
}
