/**
 * The certificate check on this device: verifies the QR code's facts with the issuer's key, looks
 * the code up in the signed list of revoked ones, and says how old that list is. Works without a
 * network once this page was open; the server's own verdict stands above it when there is one.
 */
import { Malformed, codeHash, isOurList, normalCode, verified } from './signed-facts.js';
import { icon, make, t } from './words.js';

/** @typedef {import('./signed-facts.js').Facts} Facts */

const KEYS = '/.well-known/lentera-certificates.json';
const REVOKED = '/api/v1/check/revocations';
const verdict = /** @type {HTMLElement} */ (document.getElementById('verdict'));
const shown = /** @type {HTMLElement} */ (document.getElementById('offline'));
const language = document.documentElement.lang;

/** The newest answer, else the one kept on this device. @param {string} path @returns {Promise<any>} */
async function kept(path) {
  try {
    const response = await fetch(path, { credentials: 'omit' });
    if (response.ok) {
      const answer = await response.json();
      try {
        localStorage.setItem(path, JSON.stringify(answer));
      } catch {
        // Full or refused: this visit still has the answer.
      }
      return answer;
    }
  } catch {
    // No network: what was kept follows.
  }
  try {
    return JSON.parse(localStorage.getItem(path) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {Date} day @param {Intl.DateTimeFormatOptions} [more] */
const long = (day, more) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...more,
  }).format(day);

// Whoever checks may be anywhere: the zone is said.
const TIME = /** @type {const} */ ({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });

/** @param {'good'|'bad'} tone @param {string} title @param {string[]} sentences */
function card(tone, title, ...sentences) {
  const [name, colour] = tone === 'good' ? ['ok', 'ok'] : ['x', 'no'];
  const heading = make('p', { class: `tag big ${colour}` }, icon(name));
  heading.append(` ${title}`);
  return make(
    'section',
    { class: `card verdict ${tone} flow` },
    heading,
    ...sentences.map((sentence) => make('p', {}, sentence)),
  );
}

/** @param {Facts} facts @returns {[string, string][]} */
const rows = (facts) => [
  [t('name'), facts.name],
  [t('course'), facts.course],
  [t('jp'), facts.jp ? t('jp_words', { n: facts.jp }) : t('jp_none')],
  [t('completed'), long(facts.completedOn, { timeZone: 'UTC' })],
  [t('issuer'), facts.issuer],
  [t('number'), facts.number],
  [t('version'), String(facts.version)],
];

/** Whether what the server wrote into the page says the same. @param {Facts} facts */
function agrees(facts) {
  const said = new Set(
    [...document.querySelectorAll('#facts dd')].map((cell) => cell.textContent?.normalize('NFC')),
  );
  return said.has(facts.number) && said.has(facts.name) && said.has(facts.issuer);
}

/** @param {string} code @param {string} fragment */
async function check(code, fragment) {
  const [published, list] = await Promise.all([kept(KEYS), kept(REVOKED)]);
  shown.hidden = false;
  const tell = (/** @type {string} */ sentence) => shown.append(make('p', {}, sentence));
  if (!navigator.onLine) tell(t('offline'));
  if (!published) return tell(t('no_keys'));
  const keys = published.keys;
  /** @type {Facts|null} */
  let facts = null;
  try {
    facts = await verified(keys, code, fragment);
  } catch (error) {
    // A browser without Ed25519, or a page that is not https: it cannot judge, so it does not.
    if (!(error instanceof Malformed)) return tell(t('cannot'));
  }
  if (!facts) return verdict.prepend(card('bad', t('forged'), t('forged_words')));
  const isFresh = list && (await isOurList(keys, list));
  const isRevoked = isFresh && list.codes.includes(await codeHash(code));
  tell(isFresh ? t('list_age', { date: long(new Date(list.issued_at), TIME) }) : t('list_none'));
  if (isRevoked) {
    if (!verdict.querySelector('.bad')) {
      verdict.replaceChildren(card('bad', t('revoked'), t('revoked_words')));
    }
  } else if (verdict.querySelector('.verdict:not(.none)')) {
    if (agrees(facts)) tell(t('agrees'));
    else verdict.prepend(card('bad', t('forged'), t('differs')));
  } else if (!verdict.querySelector('.none')) {
    verdict.replaceChildren(card('good', t('genuine'), t('genuine_words')));
  }
  showFacts(facts);
}

/** The facts of the code itself, where the server has told none. @param {Facts} facts */
function showFacts(facts) {
  const section = /** @type {HTMLElement} */ (document.getElementById('facts'));
  if (!section.hidden) return;
  const listed = rows(facts).flatMap(([name, value]) => [
    make('dt', {}, name),
    make('dd', {}, value),
  ]);
  section.querySelector('dl')?.replaceChildren(...listed);
  section.hidden = false;
}

document.documentElement.dataset.enhanced = '';
const code = normalCode(decodeURIComponent(location.pathname.split('/')[2] ?? ''));
const fragment = location.hash.slice(1);
if (code && fragment.includes('.')) void check(code, fragment);
else void Promise.all([kept(KEYS), kept(REVOKED)]);

navigator.serviceWorker?.register('/periksa-sw.js', { scope: '/periksa' }).catch(() => undefined);
