/** What the page costs a learner on a slow line, and what weighs most. */
import { useEffect, useState } from 'preact/hooks';
import { data } from '../../icons-staff.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

const SLOW_LINE = 400_000;
const ROWS = 6;

/** Frames by language, each weighed once. @type {Map<string, Promise<number>>} */
const frames = new Map();

/** What a lesson's page weighs without its text, as it goes over the line. @param {'id'|'en'} language */
function frameBytes(language) {
  let weighed = frames.get(language);
  if (!weighed) {
    weighed = (async () => {
      const url = `${location.origin}/offline/frames/lesson?language=${language}`;
      await (await fetch(url)).arrayBuffer();
      const timing = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(url));
      return timing.at(-1)?.encodedBodySize ?? 0;
    })().catch(() => {
      frames.delete(language);
      return 0;
    });
    frames.set(language, weighed);
  }
  return weighed;
}

/** Small sizes to a tenth of a kilobyte: that is what an author changes. @param {number} size */
const sized = (size) =>
  size < 100_000
    ? `${format.value.number(Math.max(0.1, Math.round(size / 100) / 10))} kB`
    : format.value.bytes(size);

/** What a picture says of itself in the page. @param {string} html @param {string} src */
function altOf(html, src) {
  const hash = src.split('/').at(-1) ?? '';
  const shown = html.match(/<img\b[^>]*>/g)?.find((image) => image.includes(hash)) ?? '';
  const said = /\balt="([^"]*)"/.exec(shown)?.[1];
  if (!said) return '';
  const words = new DOMParser().parseFromString(said, 'text/html').body.textContent ?? '';
  return words.length > 48 ? `${words.slice(0, 45)}…` : words;
}

/** @param {{shown: import('./api.js').Preview, language: 'id'|'en', isPage: boolean}} props `isPage`: a lesson, shown in the lesson's frame */
export function Weight({ shown: { weight, html }, language, isPage }) {
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    let gone = false;
    if (isPage) void frameBytes(language).then((bytes) => !gone && setFrame(bytes));
    return () => {
      gone = true;
    };
  }, [language, isPage]);
  const total = weight.total_bytes + frame;
  const parts = /** @type {[string, number][]} */ ([
    [t('weightText'), weight.html_bytes],
    ...(frame ? [[t('weightFrame'), frame]] : []),
    ...weight.pictures.map(({ src, bytes }, place) => [
      altOf(html ?? '', src) || t('weightPicture', { n: place + 1 }),
      bytes,
    ]),
  ]).sort(([, a], [, b]) => b - a);
  const rest = parts.slice(ROWS).reduce((sum, [, bytes]) => sum + bytes, 0);
  if (rest) parts.splice(ROWS, parts.length, [t('weightRest'), rest]);
  return (
    <section class="weight flow small" aria-labelledby="weight">
      <h2 id="weight" class="tag">
        <Icon of={data} />
        {t('weight', {
          size: sized(total),
          n: format.value.number(Math.max(0.1, Math.round((total * 80) / SLOW_LINE) / 10)),
        })}
      </h2>
      {parts.length > 1 && (
        <dl class="weighs">
          {parts.map(([name, of]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{sized(of)}</dd>
            </div>
          ))}
        </dl>
      )}
      {isPage && <p class="soft">{t('weightHint')}</p>}
      {weight.media_bytes > 0 && (
        <p class="soft">{t('weightMedia', { size: format.value.bytes(weight.media_bytes) })}</p>
      )}
    </section>
  );
}
