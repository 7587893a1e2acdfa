/** The place of a finding that somebody wants to go to; whoever shows that file leads there. */
import { signal } from '@preact/signals';

export const wanted = signal(
  /** @type {{path: string, field: string|null, line: number}|null} */ (null),
);
