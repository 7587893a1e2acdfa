import { useMemo } from 'preact/hooks';

/**
 * One of `icons.json`, imported by name so that a build carries only what is used.
 *
 * @param {{of: string, class?: string}} props the icon's inner markup; always beside a word
 */
export function Icon({ of, class: more = '' }) {
  const inner = useMemo(() => ({ __html: of }), [of]);
  return (
    <svg
      class={`i ${more}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={inner}
    />
  );
}
