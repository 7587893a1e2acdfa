/**
 * Pages put together on the device: a frame of this build around a body that came with a download.
 * Pure: text in, text out, so that tests need no browser.
 */

/** Marks that the server writes into a frame; see `app/delivery/offline_pages.py`. */
const TITLE = '@title@';
const BODY = '@body@';

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** JSON that may stand inside a script element. */
const inert = (/** @type {unknown} */ data) => JSON.stringify(data).replaceAll('<', '\\u003c');
/** `replace` reads `$` in a replacement given as text; a function's answer is taken as it is. */
const put = (/** @type {string} */ text, /** @type {string} */ mark, /** @type {string} */ value) =>
  text.replace(mark, () => value);

/**
 * @param {Response} frame
 * @param {{title: string, body: string}} part
 * @param {string} theme `light`, `dark` or nothing: as the device says
 */
export async function framed(frame, { title, body }, theme) {
  const html = put(put(await frame.clone().text(), TITLE, escaped(title)), BODY, body);
  const lit = theme ? html.replace('<html ', `<html data-theme="${theme}" `) : html;
  return new Response(lit, { headers: pageHeaders(frame) });
}

/** @param {Response} frame */
function pageHeaders(frame) {
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8' });
  for (const name of ['Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options']) {
    const value = frame.headers.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

/**
 * @param {Response} frame
 * @param {unknown} me
 * @param {string} language
 * @param {string} theme
 * @param {{data?: unknown, missing?: boolean}} more `data`: what the page shows, as it was last heard; `missing`: the place asked for is not on this device
 */
export function shellPage(frame, me, language, theme, { data = null, missing = false }) {
  const route = inert({ me, language, data, kept: data !== null, missing });
  const body = `<div id="app"></div><script type="application/json" id="route">${route}</script>`;
  return framed(frame, { title: 'Lentera', body }, theme);
}

/** The answer of the API that a page of the shell begins with, if it is one. @param {string} place path and query @returns {string|null} below `/api/v1/` */
export function answerAt(place) {
  if (place === '/') return 'home';
  if (place === '/kursus') return 'courses?limit=60';
  return /^\/kursus\/[^/?]+$/.test(place) ? `courses/${place.split('/')[2]}` : null;
}

/** That answer in the shape that the server puts beside the page. @param {string} pathname @param {any} answer */
export function shownAt(pathname, answer) {
  if (!answer || !pathname.startsWith('/kursus/')) return answer ?? null;
  // Its certificate is another answer: the page asks for both.
  return answer.status === 'completed' ? null : { course: answer, certificate: null };
}

/**
 * @typedef {object} Permit
 * @property {string} attempt
 * @property {string} enrolment
 * @property {string} activity
 * @property {string} token
 * @property {{question: string, slots: string[], values?: Record<string, string>}[]} asked
 * @property {number|null} [time_limit_minutes]
 */
/**
 * @typedef {object} Quiz
 * @property {string} title
 * @property {string} language
 * @property {string} page the attempt's body without questions
 * @property {{section: string, mark: string}} parts one question and its number above, with `@holes@`
 * @property {Record<string, {html: string}>} questions
 */

/** A question with the values that this attempt drew for it. @param {string} html @param {Record<string, string>} drawn */
const valued = (html, drawn) =>
  html.replace(/<i data-value="(\w+)">[^<]*<\/i>/g, (_, name) => escaped(drawn[name] ?? name));

/** An attempt in the order of its permit. @param {Quiz} quiz @param {Permit} permit */
export function attemptPage({ title, language, page, parts, questions }, permit) {
  const of = String(permit.asked.length);
  const filled = (/** @type {string} */ part, /** @type {number} */ index) => {
    const {
      question,
      slots,
      values: drawn = {},
    } = /** @type {Permit['asked'][0]} */ (permit.asked[index]);
    const values = /** @type {Record<string, string>} */ ({
      '@n@': String(index + 1),
      '@of@': of,
      '@id@': question,
      '@slots@': slots.join(' '),
      '@html@': valued(questions[question]?.html ?? '', drawn),
    });
    return part.replace(/@(n|of|id|slots|html)@/g, (hole) => values[hole] ?? '');
  };
  const each = (/** @type {string} */ part) =>
    permit.asked.map((_, index) => filled(part, index)).join('');
  let body = put(page, '@sections@', each(parts.section));
  body = put(body, '@marks@', each(parts.mark));
  const about = { attempt: permit.attempt, enrolment: permit.enrolment, permit: permit.token };
  for (const [name, value] of Object.entries(about)) {
    body = body.replaceAll(`@${name}@`, escaped(value));
  }
  const limit = permit.time_limit_minutes;
  // The page counts from its own start, which only it knows; see `enhance/recall.js`.
  const time = `<p class="note small" id="time" role="timer" data-left="${Number(limit) * 60}"></p>`;
  if (limit) body = put(body, '<form id="attempt"', `${time}<form id="attempt"`);
  return { title, language, body: body.replaceAll('@count@', of) };
}
