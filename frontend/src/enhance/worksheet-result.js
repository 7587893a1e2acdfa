/** A tool's result in words, bars and groups: what the server's `worksheet-result.html` shows too. */
import { make, t } from './page.js';

const lines = /** @type {HTMLElement} */ (document.getElementById('hasil'));
const drawings = /** @type {HTMLElement} */ (document.getElementById('gambar'));
const isIndonesian = document.documentElement.lang === 'id';
const [group, comma] = isIndonesian ? ['.', ','] : [',', '.'];

/** A slot: a number as people here write it, or words by their key. @param {string} text */
function word(text) {
  if (text.startsWith('@')) return t(text.slice(1));
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', rest] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (rest ? comma + rest : '');
}
/** @param {Record<string, string>} slots */
const spoken = (slots) =>
  Object.fromEntries(Object.entries(slots).map(([name, text]) => [name, word(text)]));
const clock = (/** @type {number} */ minutes) =>
  [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(isIndonesian ? '.' : ':');

/** @param {string} tag @param {Record<string, string|number>} attributes @param {Element[]} children */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
/** @param {string} viewBox @param {string} name @param {Element[]} inside */
const picture = (viewBox, name, ...inside) =>
  draw(
    'svg',
    { viewBox, class: name, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...inside,
  );

/** @param {import('./tools/base.js').Bar[]} bars */
function table(bars) {
  const head = (/** @type {string} */ key) => make('th', { scope: 'col' }, t(key));
  const rows = bars.map(({ label, value, part, tone }) =>
    make(
      'tr',
      { class: tone },
      make(
        'th',
        { scope: 'row' },
        word(label),
        picture('0 0 1000 10', '', draw('rect', { width: part, height: 10 })),
      ),
      make('td', {}, word(value)),
    ),
  );
  return make(
    'table',
    { class: 'bars' },
    make('caption', {}, t('bars')),
    make('thead', {}, make('tr', {}, head('bars.label'), head('bars.value'))),
    make('tbody', {}, ...rows),
  );
}

/** @param {import('./tools/base.js').Group} group */
function section({ title, items, track }) {
  const parts = [make('h3', {}, word(title))];
  const hint = `${title.slice(1)}.hint`;
  if (t(hint) !== hint) parts.push(make('p', { class: 'small soft' }, t(hint)));
  if (track.length) {
    const rects = track.map(({ start, end, kind }) =>
      draw('rect', { class: kind, x: start, width: end - start, height: 20 }),
    );
    const words = track.map(({ start, end, kind }, index) =>
      make(
        'li',
        {},
        make('b', {}, `${clock(start)}–${clock(end)}`),
        ` ${t(kind)}${items[index] ? `: ${items[index]}` : ''}`,
      ),
    );
    return make(
      'section',
      {},
      ...parts,
      picture('360 0 720 20', 'track', ...rects),
      make('ul', { class: 'points small' }, ...words),
    );
  }
  const list = items.length
    ? make('ul', { class: 'points' }, ...items.map((item) => make('li', {}, item)))
    : make('p', { class: 'small soft' }, t('none'));
  return make('section', {}, ...parts, list);
}

/** @param {import('./tools/base.js').Result} result @param {string} tool */
export function show(result, tool) {
  const said = result.lines.map(({ key, slots, tone }) =>
    make('p', { class: `out ${tone}` }, t(key, spoken(slots))),
  );
  if (!said.length) said.push(make('p', { class: 'soft' }, t('empty')));
  const now = said.map(({ textContent }) => textContent).join();
  // A status region is read aloud at every change: only what differs is written.
  if (lines.dataset.said !== now) lines.replaceChildren(...said);
  lines.dataset.said = now;
  drawings.replaceChildren(
    ...(result.bars.length ? [table(result.bars)] : []),
    ...(result.groups.length
      ? [make('div', { class: `groups ${tool}` }, ...result.groups.map(section))]
      : []),
  );
}
