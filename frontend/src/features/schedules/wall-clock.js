/** Between moments (UTC) and what a clock on the wall of a zone shows, as `datetime-local` has it. */

/** @param {number} moment ms @param {string} zone IANA @returns {string} e.g. 2026-11-21T14:05 */
function shown(moment, zone) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(moment);
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value;
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** @param {string|null} iso @param {string} zone */
export const toWall = (iso, zone) => (iso ? shown(Date.parse(iso), zone) : '');

/** @param {string} wall @param {string} zone @returns {string|null} ISO 8601 in UTC */
export function fromWall(wall, zone) {
  const plain = Date.parse(`${wall}Z`);
  if (Number.isNaN(plain)) return null;
  // Twice: beside a change of the clocks the first guess may have the offset of the other side.
  let moment = plain;
  for (let round = 0; round < 2; round += 1) {
    moment += plain - Date.parse(`${shown(moment, zone)}Z`);
  }
  return new Date(moment).toISOString();
}
