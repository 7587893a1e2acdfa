/** Which questions an attempt asks: rows that draw from banks, and what they find. */
import { warn, x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { about } from './finding-words.js';
import { write } from '../../kit/values.js';
import { known, t } from './words.js';

const DIFFICULTIES = ['easy', 'medium', 'hard'];

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('../../kit/api-types-teaching').BankChoice} BankChoice */
/** @typedef {import('../../kit/api-types-teaching').DraftCheck} DraftCheck */

/** A row without what was left empty. @param {Record<string, any>} row */
const tidy = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));

/** @param {{id: string, label: string, value: any, options: [string, string][], put: (value: string) => void, wide?: boolean}} props */
const Pick = ({ id, label, value, options, put, wide }) => (
  <label class={wide ? 'pick wide' : 'pick'} for={id}>
    <span>{label}</span>
    <select id={id} value={value ?? ''} onChange={(event) => put(event.currentTarget.value)}>
      {options.map(([key, name]) => (
        <option key={key} value={key} selected={key === (value ?? '')}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** @param {{form: Form, row: Record<string, any>, place: number, banks: BankChoice[], check: DraftCheck|null, put: (row: Record<string, any>|null) => void}} props */
function Row({ form, row, place, banks, check, put }) {
  const facets = check?.facets.find(({ slug }) => slug === row.bank);
  const known_ = banks.some(({ slug }) => slug === row.bank);
  const found = check?.found[place];
  const error = about(form.findings, `draw.${place}`);
  const any = /** @type {[string, string]} */ (['', t('any')]);
  const both = (/** @type {string} */ chosen, /** @type {string[]} */ listed) =>
    /** @type {[string, string][]} */ ([
      any,
      ...[...new Set([...listed, ...(chosen ? [chosen] : [])])].map((one) => [one, one]),
    ]);
  const set = (/** @type {string} */ key) => (/** @type {string} */ value) =>
    put(tidy({ ...row, [key]: value }));
  return (
    <li class="draw">
      <fieldset>
        <legend class="sr">{t('drawRow', { n: place + 1 })}</legend>
        <div class="picks">
          <label class="pick few" for={`draw.${place}.count`}>
            <span>{t('drawMany')}</span>
            <input
              id={`draw.${place}.count`}
              type="number"
              inputMode="numeric"
              min={1}
              max={100}
              value={row.count ?? ''}
              aria-describedby={`draw-${place}-found`}
              onInput={({ currentTarget }) =>
                put(
                  tidy({
                    ...row,
                    count:
                      currentTarget.value === '' ? '' : Math.trunc(Number(currentTarget.value)),
                  }),
                )
              }
            />
          </label>
          <Pick
            id={`draw.${place}.bank`}
            label={t('drawBank')}
            wide
            value={row.bank}
            options={[
              ...(known_
                ? []
                : [
                    /** @type {[string, string]} */ ([row.bank ?? '', row.bank || t('chooseBank')]),
                  ]),
              ...banks.map(
                ({ slug, title, questions }) =>
                  /** @type {[string, string]} */ ([slug, `${title} (${questions})`]),
              ),
            ]}
            put={(bank) => put(tidy({ bank, count: row.count ?? '' }))}
          />
          <Pick
            id={`draw.${place}.competency`}
            label={t('competency')}
            value={row.competency}
            options={both(row.competency, facets?.competencies ?? [])}
            put={set('competency')}
          />
          <Pick
            id={`draw.${place}.difficulty`}
            label={t('difficulty')}
            value={row.difficulty}
            options={[
              any,
              ...DIFFICULTIES.map(
                (one) => /** @type {[string, string]} */ ([one, known(`difficulty.${one}`)]),
              ),
            ]}
            put={set('difficulty')}
          />
          {(row.tag || (facets?.tags.length ?? 0) > 0) && (
            <Pick
              id={`draw.${place}.tag`}
              label={t('tag')}
              value={row.tag}
              options={both(row.tag, facets?.tags ?? [])}
              put={set('tag')}
            />
          )}
        </div>
        <p class="draw-foot small">
          <span class="soft" id={`draw-${place}-found`}>
            {found === undefined ? t('counting') : t('drawFound', { n: found })}
          </span>
          <button class="link" type="button" onClick={() => put(null)}>
            <Icon of={x} />
            {t('drawDrop')}
            <span class="sr"> {place + 1}</span>
          </button>
        </p>
        {error && (
          <p class="tag no">
            <Icon of={warn} />
            {error}
          </p>
        )}
      </fieldset>
    </li>
  );
}

/** @param {{check: DraftCheck}} props */
const Totals = ({ check }) => (
  <div class="totals flow small" aria-live="polite">
    <p>
      <b>{t('asks', { n: check.asked })}</b>
    </p>
    {check.cells.length > 0 && (
      <ul>
        {check.cells.map(({ competency, difficulty, count }) => (
          <li key={competency + difficulty}>
            {count} · {competency} · {known(`difficulty.${difficulty}`, difficulty)}
          </li>
        ))}
      </ul>
    )}
    {check.undecided > 0 && <p class="soft">{t('undecided', { n: check.undecided })}</p>}
  </div>
);

/** @param {{form: Form, banks: BankChoice[], check: DraftCheck|null, children: any}} props */
export function DrawRows({ form, banks, check, children }) {
  /** @type {Record<string, any>[]} */
  const rows = Array.isArray(form.source.draw) ? form.source.draw : [];
  const set = (/** @type {Record<string, any>[]} */ next) =>
    form.change(write(form.source, 'draw', next));
  // What is wrong with the draw as a whole is said once, below the rows.
  const whole = form.findings.filter(({ field }) => field === 'draw');
  return (
    <>
      <ul class="list draws">
        {rows.map((row, place) => (
          <Row
            key={place}
            form={form}
            row={row}
            place={place}
            banks={banks}
            check={check?.found.length === rows.length ? check : null}
            put={(next) =>
              set(
                next
                  ? rows.map((old, n) => (n === place ? next : old))
                  : rows.filter((_, n) => n !== place),
              )
            }
          />
        ))}
      </ul>
      {whole.length > 0 && (
        <p class="tag no">
          <Icon of={warn} />
          {about(whole, 'draw')}
        </p>
      )}
      <div class="deeds">
        <button
          class="btn line low"
          type="button"
          onClick={() => set([...rows, { bank: banks[0]?.slug ?? '', count: 1 }])}
        >
          <Icon of={plus} />
          {t('drawAdd')}
        </button>
        {children}
      </div>
      {check && <Totals check={check} />}
    </>
  );
}
