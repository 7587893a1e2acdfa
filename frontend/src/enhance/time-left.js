/**
 * The time left of an attempt with a limit, counted by the monotonic clock: setting the phone's clock
 * changes nothing. The server decides by its own; this only tells, and hands in when the time is up.
 */

/** @param {number} seconds @returns {string} such as 9:05 */
export const clockOf = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * @param {(key: string, values?: Record<string, string>) => string} t
 * @param {() => void} handIn called once when the time is up
 */
export function timeLeft(t, handIn) {
  const shown = document.getElementById('time');
  if (!shown) return;
  const end = performance.now() + Number(shown.dataset.left) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = left ? t('left', { left: clockOf(left) }) : t('time_up');
    if (left) return;
    clearInterval(timer);
    handIn();
  };
  const timer = setInterval(tick, 1000);
  tick();
}
