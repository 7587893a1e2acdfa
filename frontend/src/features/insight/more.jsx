import { Trouble } from '../../ui/states.jsx';
import { t } from './words.js';

/**
 * The way to a list's next page, and why it did not come.
 *
 * @param {{act: {busy: boolean, problem: Error|null}, next: string|null|undefined, load: () => Promise<void>}} props
 */
export const More = ({ act, next, load }) => (
  <>
    {act.problem && <Trouble problem={act.problem} />}
    {next && (
      <button class="btn line wide" type="button" disabled={act.busy} onClick={() => void load()}>
        {t('more')}
      </button>
    )}
  </>
);
