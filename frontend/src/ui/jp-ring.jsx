import { t } from '../kit/i18n.js';
import { format } from '../kit/session.js';

/** @typedef {import('../kit/api-types').JpBalance} JpBalance */

/** What a PPPK may earn at most, or what a PNS must earn at least, in one sentence. */
export function jpWords(/** @type {JpBalance} */ { year, earned, target, kind }) {
  if (!target) return t('jpNoTarget');
  const left = Math.max(0, target - earned);
  if (kind === 'maximum') {
    return left ? t('jpMaximum', { target, left }) : t('jpMaximumReached', { target });
  }
  return left ? t('jpShort', { left, year }) : t('jpReached', { target });
}

/**
 * A lamp for each JP of the yearly figure, lit clockwise, with the number in the middle.
 *
 * @param {{jp: JpBalance}} props
 */
export function JpRing({ jp }) {
  const { earned } = jp;
  // Without a figure to reach, the ring is a plain dozen of lamps, one lit for each JP.
  const target = jp.target ?? Math.max(12, earned);
  const lit = Math.min(earned, target);
  const lamps = `${'.74 .26 '.repeat(Math.max(lit - 1, 0))}.74 ${target}`;
  const ring = {
    cx: 64,
    cy: 64,
    r: 56,
    pathLength: target,
    transform: `rotate(${-90 + 46.8 / target} 64 64)`,
  };
  const bound = jp.kind === 'maximum' ? 'jpOfMaximum' : 'jpOf';
  const words = jp.target ? t(bound, { target }) : t('jpPlain');
  return (
    <svg
      width="116"
      viewBox="0 0 128 128"
      role="img"
      aria-label={`${earned} ${words}`}
      fill="none"
      stroke-width="9"
      text-anchor="middle"
    >
      <circle {...ring} stroke="var(--line)" stroke-dasharray=".74 .26" />
      {lit > 0 && <circle {...ring} stroke="var(--amber)" stroke-dasharray={lamps} />}
      <text x="64" y="70" fill="var(--ink)" font-family="var(--serif)" font-size="38">
        {format.value.number(earned)}
      </text>
      <text x="64" y="90" fill="var(--soft)" font-size="13">
        {words}
      </text>
    </svg>
  );
}
