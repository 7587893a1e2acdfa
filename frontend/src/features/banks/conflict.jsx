/** Somebody saved another version meanwhile: both, and the choice. */
import { warn } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { differences } from './differing.js';
import { DifferenceTable } from './difference-table.jsx';
import { tidy } from '../../ui/questions/source.js';
import { t } from './words.js';

/** @param {{made: ReturnType<typeof import('./use-question.js').useQuestion>, saw: (question: import('./api.js').Question) => void}} props */
export function Conflict({ made, saw }) {
  const { theirs, source } = made;
  if (!theirs) return null;
  const { made_by, made_at, number } = theirs.current;
  const name = made_by ?? t('fromFile');
  return (
    <section class="note flow two-versions" role="alert" aria-labelledby="two-versions">
      <h2 id="two-versions">
        <Icon of={warn} /> {t('conflict')}
      </h2>
      <p>
        {t('conflictWho', {
          name,
          number,
          date: format.value.date(made_at),
          time: format.value.time(made_at),
        })}{' '}
        {t('conflictWords')}
      </p>
      <DifferenceTable
        list={differences(theirs.current.source, tidy(source))}
        before={t('theirs', { name })}
        after={t('mine')}
      />
      <div class="deeds">
        <button class="btn line" type="button" onClick={() => made.choose(source)}>
          {t('keepMine')}
        </button>
        <button
          class="btn line"
          type="button"
          onClick={() => {
            made.choose(theirs.current.source);
            saw(theirs);
          }}
        >
          {t('takeTheirs')}
        </button>
      </div>
    </section>
  );
}
