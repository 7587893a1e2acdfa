/** Most knots a thread on a phone can carry and still be read. */
const MOST = 10;

/**
 * Which knots are filled, here, or to come. Above `MOST` steps the thread is shown in proportion;
 * the words beside it carry the true count.
 *
 * @param {number} done @param {number} of
 * @returns {('d'|'c'|'')[]}
 */
export function knots(done, of) {
  const length = Math.min(of, MOST);
  const filled = of > MOST ? Math.floor((done / of) * length) : done;
  return Array.from({ length }, (_, index) => {
    if (index < filled) return 'd';
    return index === filled ? 'c' : '';
  });
}

/**
 * The same where each step is known: what is met is filled wherever it stands, the place is lit.
 *
 * @param {boolean[]} met @param {number} place from 1
 * @returns {('d'|'c'|'')[]}
 */
export function knotsAt(met, place) {
  if (met.length > MOST) return knots(place - 1, met.length);
  return met.map((done, index) => {
    if (index === place - 1) return 'c';
    return done ? 'd' : '';
  });
}

/**
 * Progress as a thread of lozenges; words stand beside it.
 *
 * @param {{done: number, of: number, met?: boolean[], place?: number}} props
 */
export const Knots = ({ done, of, met, place }) => (
  <div class="knots" aria-hidden="true">
    {(met && place ? knotsAt(met, place) : knots(done, of)).map((state, index) => (
      <i key={index} class={state} />
    ))}
  </div>
);
