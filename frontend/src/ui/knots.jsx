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

/** Progress as a thread of lozenges; words stand beside it. @param {{done: number, of: number}} props */
export const Knots = ({ done, of }) => (
  <div class="knots" aria-hidden="true">
    {knots(done, of).map((state, index) => (
      <i key={index} class={state} />
    ))}
  </div>
);
