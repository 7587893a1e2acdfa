/** Search and filters over the questions of a bank, each with what it would leave. */
import { search } from '../../icons.json';
import { Icon } from '../../ui/icon.jsx';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-banks').FacetValue} FacetValue */

/**
 * @param {{name: string, label: string, any: string, asked: Record<string, string>, ask: (name: string, value: string) => void, values: FacetValue[]|undefined, word?: (value: string) => string}} props
 */
function Filter({ name, label, any, asked, ask, values = [], word = (value) => value }) {
  const chosen = asked[name] ?? '';
  const listed = values.some(({ value }) => value === chosen) || !chosen;
  const all = listed ? values : [...values, { value: chosen, count: 0 }];
  return (
    <label class="filter">
      <span class="sr">{label}</span>
      <select
        class={chosen ? 'set' : ''}
        value={chosen}
        onChange={(change) => ask(name, change.currentTarget.value)}
      >
        <option value="">{any}</option>
        {all.map(({ value, count }) => (
          <option key={value} value={value} selected={value === chosen}>
            {word(value)} ({count})
          </option>
        ))}
      </select>
    </label>
  );
}

/** @param {{found: ReturnType<typeof import('./use-questions.js').useQuestions>}} props */
export function Filters({ found }) {
  const { asked, ask, facets } = found;
  const shared = { asked, ask };
  return (
    <form class="bank-find" role="search" onSubmit={(sent) => sent.preventDefault()}>
      <span class="in">
        <Icon of={search} />
        <input
          type="search"
          aria-label={t('searchQuestions')}
          placeholder={t('searchQuestions')}
          value={found.typed}
          onInput={(change) => found.setTyped(change.currentTarget.value)}
        />
      </span>
      <div class="bank-filters">
        <Filter
          {...shared}
          name="kind"
          label={t('kind')}
          any={t('anyKind')}
          values={facets?.kind}
          word={(one) => known(`kind.${one}`, one)}
        />
        <Filter
          {...shared}
          name="competency"
          label={t('competency')}
          any={t('anyCompetency')}
          values={facets?.competency}
        />
        <Filter
          {...shared}
          name="difficulty"
          label={t('difficulty')}
          any={t('anyDifficulty')}
          values={facets?.difficulty}
          word={(one) => known(`difficulty.${one}`, one)}
        />
        <Filter {...shared} name="tag" label={t('tag')} any={t('anyTag')} values={facets?.tag} />
        <Filter
          {...shared}
          name="status"
          label={t('status')}
          any={t('statusUsed')}
          values={[
            ...(facets?.status.filter(({ value }) => value === 'retired') ?? []),
            {
              value: 'all',
              count: facets?.status.reduce((sum, { count }) => sum + count, 0) ?? 0,
            },
          ]}
          word={(one) => known(`status.${one}`, one)}
        />
        <label class="row tick due-tick">
          <input
            type="checkbox"
            checked={asked.due === 'true'}
            onChange={(change) => ask('due', change.currentTarget.checked ? 'true' : '')}
          />
          {t('dueOnly', { n: facets?.due ?? 0 })}
        </label>
      </div>
    </form>
  );
}
