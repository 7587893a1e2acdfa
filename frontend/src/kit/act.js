/** A deed a person asks for: busy while it runs, its problem kept, never run twice at once. */
import { useRef, useState } from 'preact/hooks';
import { ApiProblem } from './api.js';

export function useAct() {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));

  /**
   * @template Value
   * @param {() => Promise<Value>} deed
   * @returns {Promise<Value|undefined>} nothing if it failed; the problem then says why
   */
  async function run(deed) {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      return await deed();
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  /** The problem's words on one field. @param {string} field */
  const about = (field) => (problem instanceof ApiProblem ? problem.about(field) : undefined);
  return { busy, problem, run, about, clear: () => setProblem(null) };
}
