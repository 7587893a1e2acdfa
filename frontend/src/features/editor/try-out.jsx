/**
 * A practice, a scenario, a worksheet or a quiz tried out while it is written: the page learners
 * will have, in a phone; and of an app practice the screen that is being written, at any state.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { again } from '../../icons.json';
import { shownTheme } from '../../kit/session.js';
import practiceApp from '../../styles/practice-app.css?url';
import practice from '../../styles/practice.css?url';
import { Icon } from '../../ui/icon.jsx';
import { Segments } from '../../ui/segments.jsx';
import { t } from './words.js';

/** @typedef {import('./api.js').Preview} Preview */

// Nothing in it runs: presses are for the page that is tried out.
const EMPTY = `<!doctype html><html><head><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${practice}"><link rel="stylesheet" href="${practiceApp}"></head><body><main class="wrap"><article></article></main></body></html>`;

/**
 * @param {object} props
 * @param {string} props.kind
 * @param {string} props.address of the draft's preview page
 * @param {Preview|null} props.shown
 * @param {boolean} props.fresh what was found is of the text as it is now
 * @param {boolean} props.saved the server has what is written here
 * @param {string|null} props.stamp another one: something was saved
 * @param {'id'|'en'} props.language
 */
export function TryOut({ kind, address, shown, fresh, saved, stamp, language }) {
  const isApp = kind === 'app_practice';
  const [side, setSide] = useState(/** @type {'screen'|'try'} */ (isApp ? 'screen' : 'try'));
  return (
    <>
      {isApp && (
        <Segments
          label={t('sides')}
          ways={[
            ['screen', t('try.screen')],
            ['try', t('try.try')],
          ]}
          chosen={side}
          choose={setSide}
        />
      )}
      {side === 'screen' ? (
        <Screens html={shown?.html ?? null} language={language} />
      ) : (
        <Live
          address={kind === 'quiz' ? `${address}?contoh=1` : address}
          whole={shown !== null && shown.findings.length === 0}
          saved={saved && fresh}
          stamp={stamp}
        />
      )}
    </>
  );
}

/** The page itself, which can be used; fetched anew once what is written was saved. @param {{address: string, whole: boolean, saved: boolean, stamp: string|null}} props */
function Live({ address, whole, saved, stamp }) {
  const [shown, setShown] = useState(/** @type {string|null} */ (null));
  const [from, setFrom] = useState(0);
  useEffect(() => {
    if (whole && saved) setShown(String(stamp));
  }, [whole, saved, stamp]);
  return (
    <figure class="phone-of">
      {shown === null ? (
        <p class="phone none small soft">{t('tryWaits')}</p>
      ) : (
        <iframe key={`${shown} ${from}`} class="phone" title={t('phone')} src={address} />
      )}
      <figcaption class="small">
        {shown !== null && t(whole ? 'tryWords' : 'tryOlder')}
        {shown !== null && (
          <button class="link" type="button" onClick={() => setFrom((count) => count + 1)}>
            <Icon of={again} />
            {t('tryAgain')}
          </button>
        )}
      </figcaption>
    </figure>
  );
}

/** Which screen is being written, by where the focus is. @param {EventTarget|null} target */
const screenAt = (target) => {
  const place = /** @type {HTMLElement|null} */ (target)?.closest?.('[id*="f-app-screens-"]')?.id;
  const found = /f-app-screens-(\d+)/.exec(place ?? '');
  return found ? Number(found[1]) : null;
};

/** @param {{html: string|null, language: 'id'|'en'}} props `html` null: something is to be mended first */
function Screens({ html, language }) {
  const frame = useRef(/** @type {HTMLIFrameElement|null} */ (null));
  const last = useRef(/** @type {string|null} */ (null));
  if (html) last.current = html;
  const page = last.current;
  const [ready, setReady] = useState(0);
  const [place, setPlace] = useState(0);
  const [screens, setScreens] = useState(/** @type {string[]} */ ([]));
  const [machine, setMachine] = useState(
    /** @type {{state: Record<string, string>, all: Record<string, string[]>}|null} */ (null),
  );
  const [chosen, setChosen] = useState(/** @type {Record<string, string>} */ ({}));
  const theme = shownTheme.value;
  useEffect(() => {
    const followed = (/** @type {FocusEvent} */ { target }) => {
      const found = screenAt(target);
      if (found !== null) setPlace(found);
    };
    document.addEventListener('focusin', followed);
    return () => document.removeEventListener('focusin', followed);
  }, []);
  // The whole of it, once for each text.
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    const article = inside?.querySelector('article');
    if (!inside || !article || !page) return;
    article.innerHTML = page;
    const data = article.querySelector('script')?.textContent;
    const { state } = JSON.parse(data ?? '{"state":{}}');
    /** @type {Record<string, string[]>} */
    const all = Object.fromEntries(Object.entries(state).map(([name, first]) => [name, [first]]));
    const parts = /** @type {HTMLElement[]} */ ([...article.querySelectorAll('[data-when]')]);
    for (const part of parts) {
      for (const [name, values] of Object.entries(JSON.parse(part.dataset.when ?? '{}'))) {
        all[name] = [...new Set([...(all[name] ?? []), ...values])];
      }
    }
    for (const other of article.querySelectorAll('script, .prose, .tasks')) other.remove();
    // Nothing is scrolled to here: the goal stands over the screen.
    const goal = /** @type {HTMLElement|null} */ (article.querySelector('.app-now'));
    if (goal) goal.style.position = 'static';
    const forms = /** @type {HTMLElement[]} */ ([...article.querySelectorAll('form')]);
    setScreens(forms.map((form) => form.querySelector('h3')?.textContent ?? ''));
    setMachine({ state, all });
  }, [page, ready]);
  // What of it is there now.
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!inside || !machine) return;
    inside.documentElement.lang = language;
    inside.documentElement.dataset.theme = theme;
    const state = { ...machine.state, ...chosen };
    [...inside.querySelectorAll('form')].forEach((form, n) => {
      form.hidden = n !== Math.min(place, screens.length - 1);
    });
    for (const part of /** @type {HTMLElement[]} */ ([...inside.querySelectorAll('[data-when]')])) {
      part.hidden = !Object.entries(JSON.parse(part.dataset.when ?? '{}')).every(([name, values]) =>
        values.includes(state[name]),
      );
    }
  }, [machine, chosen, place, theme, language, screens]);
  const varied = Object.entries(machine?.all ?? {}).filter(([, values]) => values.length > 1);
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
      <figcaption class="small flow">
        <span>{t(page === null ? 'previewComes' : html ? 'screenWords' : 'screenOlder')}</span>
        {screens.length > 0 && (
          <label>
            {t('screenShown')}
            <select
              value={Math.min(place, screens.length - 1)}
              onChange={({ currentTarget }) => setPlace(Number(currentTarget.value))}
            >
              {screens.map((title, n) => (
                <option key={n} value={n} selected={n === Math.min(place, screens.length - 1)}>
                  {n + 1}. {title}
                </option>
              ))}
            </select>
          </label>
        )}
        {varied.length > 0 && (
          <details>
            <summary>{t('stateShown')}</summary>
            <div class="nodes">
              {varied.map(([name, values]) => (
                <label key={name}>
                  {name}
                  <select
                    value={chosen[name] ?? machine?.state[name]}
                    onChange={({ currentTarget }) =>
                      setChosen((old) => ({ ...old, [name]: currentTarget.value }))
                    }
                  >
                    {values.map((one) => (
                      <option
                        key={one}
                        value={one}
                        selected={one === (chosen[name] ?? machine?.state[name])}
                      >
                        {one}
                      </option>
                    ))}
                  </select>
                </label>
              ))}
            </div>
          </details>
        )}
      </figcaption>
    </figure>
  );
}
