/** Where a deed is asked about once more in its own place: the focus goes there, and back again. */
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * `first`: of the button that the focus goes to, `opener`: of the one that it comes back to.
 * `asking`: which of several is asked about, 0 for none.
 */
export function useAsking() {
  const [asking, ask] = useState(0);
  const first = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const opener = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const before = useRef(0);
  useEffect(() => {
    if (asking) first.current?.focus();
    else if (before.current) opener.current?.focus();
    before.current = asking;
  }, [asking]);
  /** Whether this is where the focus comes back to. @param {number} which */
  const openerOf = (which) => (before.current === which ? opener : undefined);
  return { asking, ask, first, opener, openerOf };
}
