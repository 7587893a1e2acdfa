/**
 * Dates, times and numbers as Indonesian civil servants write them: *21 November 2026*,
 * *14.05 WITA*, *1.240*. Times are shown in the zone of the person's agency.
 */

/** Zone names of Indonesia; others show what the browser calls them. */
const ZONES = /** @type {Record<number, string>} */ ({ 7: 'WIB', 8: 'WITA', 9: 'WIT' });

/** @param {string} timeZone IANA name @param {Date} moment @returns {number} hours east of UTC */
function hoursEast(timeZone, moment) {
  const shifted = new Date(moment.toLocaleString('en-US', { timeZone }));
  const plain = new Date(moment.toLocaleString('en-US', { timeZone: 'UTC' }));
  return (shifted.getTime() - plain.getTime()) / 3_600_000;
}

/** @param {string} timeZone @param {Date} moment */
export function zoneName(timeZone, moment) {
  const indonesian = /^Asia\/(Jakarta|Pontianak|Makassar|Jayapura|Ujung_Pandang)$/.test(timeZone);
  const name = indonesian && ZONES[hoursEast(timeZone, moment)];
  if (name) return name;
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'short' });
  return parts.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** Hour of the day, 0 to 23, at a place. @param {string} timeZone @param {Date} moment */
export const hourAt = (timeZone, moment) =>
  Number(
    new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(moment),
  );

/** Which greeting fits: pagi to 11, siang to 15, sore to 18.30, else malam. @param {number} hour */
export function partOfDay(hour) {
  if (hour >= 4 && hour < 11) return 'morning';
  if (hour >= 11 && hour < 15) return 'noon';
  return hour >= 15 && hour < 19 ? 'afternoon' : 'evening';
}

/**
 * @param {string} language `id` or `en`
 * @param {string} [timeZone] IANA name
 */
export function formats(language, timeZone = 'UTC') {
  const locale = language === 'en' ? 'en-GB' : 'id-ID';
  const make = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const long = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const week = make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const clock = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

  const at = (/** @type {string|number|Date} */ moment) => new Date(moment);
  return {
    number: (/** @type {number} */ value) => whole.format(value),
    /** 21 November 2026 */
    date: (/** @type {string|Date} */ moment) => long.format(at(moment)),
    /** Sabtu, 21 November 2026 */
    weekday: (/** @type {string|Date} */ moment) => week.format(at(moment)),
    /** 14.05 WITA */
    time: (/** @type {string|Date} */ moment) =>
      `${clock.format(at(moment))} ${zoneName(timeZone, at(moment))}`,
    /** Data as a person pays for it: `38 kB`, `0,4 MB`. Decimal units, as operators count. */
    bytes: (/** @type {number} */ count) =>
      count < 100_000
        ? `${whole.format(Math.max(count && 1, Math.round(count / 1000)))} kB`
        : count < 1_000_000_000
          ? `${one.format(Math.max(0.1, count / 1_000_000))} MB`
          : `${one.format(count / 1_000_000_000)} GB`,
  };
}
