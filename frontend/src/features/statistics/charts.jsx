/** The drawings: how scores are spread, and where each question lies. Every number is in words too. */
import { format } from '../../kit/session.js';
import { bars, gradeOf, ticks } from './figures.js';
import { t } from './words.js';

const W = 440;
const H = 260;
const LEFT = 40;
const FOOT = 34;
const TOP = 30;
const width = W - LEFT - 8;
const height = H - FOOT - TOP;

/** @param {{counts: number[], passMark: number, title: string}} props `passMark` in basis points */
export function Histogram({ counts, passMark, title }) {
  const step = width / counts.length;
  const most = Math.max(1, ...counts);
  const y = (/** @type {number} */ share) => TOP + height * (1 - share);
  const mark = LEFT + (width * passMark) / 10_000;
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={title}>
        {ticks(counts).map((count) => (
          <g key={count} class="grid">
            <path d={`M${LEFT} ${y(count / most)}H${W - 8}`} />
            <text x={LEFT - 8} y={y(count / most) + 4} text-anchor="end">
              {format.value.number(count)}
            </text>
          </g>
        ))}
        {bars(counts).map((share, place) => (
          <rect
            key={place}
            class={place * (10_000 / counts.length) >= passMark ? 'passed' : 'bar-of'}
            x={LEFT + place * step + 2}
            y={y(share)}
            width={step - 4}
            height={height * share}
          >
            <title>
              {t('bar', {
                from: format.value.number((place * 100) / counts.length),
                to: format.value.number(((place + 1) * 100) / counts.length),
                n: format.value.number(counts[place] ?? 0),
              })}
            </title>
          </rect>
        ))}
        <path class="axis" d={`M${LEFT} ${y(0)}H${W - 8}`} />
        {[0, 20, 40, 60, 80, 100].map((percent) => (
          <text
            key={percent}
            x={LEFT + (width * percent) / 100}
            y={H - 8}
            text-anchor={percent === 100 ? 'end' : 'middle'}
          >
            {percent}
          </text>
        ))}
        <path class="mark" d={`M${mark} ${TOP - 6}V${y(0)}`} />
        <text class="marked" x={mark - 6} y={TOP - 8} text-anchor="end">
          {t('passMark', { n: format.value.number(passMark / 100) })}
        </text>
      </svg>
    </figure>
  );
}

/**
 * @param {{rows: import('../../kit/api-types-statistics').QuestionFigures[], title: string, to: (id: string) => string}} props
 */
export function QuestionMap({ rows, title, to }) {
  const shown = rows.filter((row) => row.facility !== null && row.discrimination !== null);
  if (shown.length < 2) return null;
  const low = Math.min(-0.2, ...shown.map((row) => (row.discrimination ?? 0) - 0.08));
  const x = (/** @type {number} */ facility) => LEFT + width * facility;
  const y = (/** @type {number} */ value) => TOP + height * (1 - (value - low) / (1 - low));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${W} ${H}`} role="group" aria-label={title}>
        <rect class="band" x={LEFT} y={y(0)} width={width} height={y(low) - y(0)} />
        {[0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => (
          <g key={value} class="grid">
            <path d={`M${LEFT} ${y(value)}H${W - 8}`} />
            <text x={LEFT - 8} y={y(value) + 4} text-anchor="end">
              {format.value.number(value)}
            </text>
          </g>
        ))}
        <path class="axis" d={`M${LEFT} ${y(0)}H${W - 8}`} />
        {[0, 20, 40, 60, 80, 100].map((percent) => (
          <text
            key={percent}
            x={x(percent / 100)}
            y={H - 8}
            text-anchor={percent === 100 ? 'end' : 'middle'}
          >
            {percent}
          </text>
        ))}
        {shown.map((row) => {
          const [cx, cy] = [x(row.facility ?? 0), y(row.discrimination ?? 0)];
          const bad = gradeOf(row.discrimination) === 'against';
          const label = t('place', {
            stem: row.stem,
            facility: format.value.number((row.facility ?? 0) * 100),
            discrimination: format.value.number(row.discrimination ?? 0),
          });
          return (
            <a key={row.id} href={to(row.id)} aria-label={label}>
              <path
                class={bad ? 'dot no' : 'dot'}
                d={`M${cx} ${cy - 7}l7 7-7 7-7-7z${bad ? 'm-3.500 3.500 7 7m0-7-7 7' : ''}`}
              />
              <title>{label}</title>
            </a>
          );
        })}
      </svg>
      <p class="small soft">{t('mapWords')}</p>
    </figure>
  );
}
