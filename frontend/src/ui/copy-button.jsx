import { useState } from 'preact/hooks';
import { t } from '../kit/manage-i18n.js';

/**
 * Copies a text; where the browser refuses, says so, since the text stands beside it.
 *
 * @param {{text: string, label: string}} props
 */
export function CopyButton({ text, label }) {
  const [done, setDone] = useState(/** @type {'copied'|'copyByHand'|null} */ (null));
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setDone('copied');
    } catch {
      setDone('copyByHand');
    }
  }
  return (
    <p class="row wrapf">
      <button class="btn line low" type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span class="small" role="status">
        {done && t(done)}
      </span>
    </p>
  );
}
