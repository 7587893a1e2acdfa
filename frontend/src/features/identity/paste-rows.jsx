/** Many people at once: rows from a spreadsheet, looked at first, then added. */
import { useState } from 'preact/hooks';
import { ok, warn } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import * as api from '../../kit/manage-api.js';
import { t } from '../../kit/manage-i18n.js';
import { format, shortNip } from '../../kit/session.js';
import { AgencyOptions } from '../../ui/agency-options.jsx';
import { CopyButton } from '../../ui/copy-button.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Table } from '../../ui/manage.jsx';
import { Trouble } from '../../ui/states.jsx';

/** @typedef {import('../../kit/api-types').RowsAnswer} RowsAnswer */
/** @typedef {import('../../kit/api-types').Row} Row */

const EXAMPLE = '198601012015051001;Rina Contoh, S.E.;Dinas Contoh';

/** Codes to hand out, one line a person. @param {Row[]} rows */
const codesOf = (rows) =>
  rows
    .filter(({ code }) => code)
    .map(({ name, unit, code }) => [name, unit, code].join('\t'))
    .join('\n');

/** @param {{row: Row}} props */
const Result = ({ row }) => (
  <tr>
    <td>{row.line}</td>
    <th scope="row">{row.name || '–'}</th>
    <td>{shortNip(row.nip_masked) ?? '–'}</td>
    <td>{row.unit || '–'}</td>
    <td>
      <span class={`tag ${row.status === 'refused' ? 'no' : 'ok'}`}>
        <Icon of={row.status === 'refused' ? warn : ok} />
        {t(`row.${row.status}`)}
      </span>
      {row.message && <small>{row.message}</small>}
      {row.code && <b class="code">{row.code}</b>}
    </td>
  </tr>
);

/** @param {{agencies: import('../../kit/api-types').Agency[], added: () => void, close: () => void}} props */
export function PasteRows({ agencies, added, close }) {
  const { busy, problem, run, about } = useAct();
  const [text, setText] = useState('');
  const [agency, setAgency] = useState(agencies[0]?.id ?? '');
  const [withCodes, setWithCodes] = useState(true);
  const [answer, setAnswer] = useState(/** @type {RowsAnswer|null} */ (null));
  const done = answer && !answer.dry_run;
  const ready = answer?.rows.filter(({ status }) => status === 'ready').length ?? 0;
  const codes = done ? codesOf(answer.rows) : '';

  async function send(/** @type {boolean} */ dry_run) {
    const result = await run(() => api.pasteRows({ text, agency, dry_run, with_codes: withCodes }));
    if (!result) return;
    setAnswer(result);
    if (!dry_run) added();
  }

  return (
    <Dialog title={t('pasteRows')} close={close} wide>
      {!done && (
        <form
          class="flow"
          onSubmit={(sent) => {
            sent.preventDefault();
            void send(true);
          }}
        >
          <Field
            name="text"
            as="textarea"
            label={t('rows')}
            hint={t('rowsHint')}
            error={about('text')}
            control={{
              required: true,
              rows: 6,
              spellcheck: false,
              placeholder: EXAMPLE,
              value: text,
              onInput: (/** @type {any} */ change) => {
                setText(change.currentTarget.value);
                setAnswer(null);
              },
            }}
          />
          <Field
            name="agency"
            as="select"
            label={t('rowsUnder')}
            error={about('agency')}
            control={{
              value: agency,
              onChange: (/** @type {any} */ change) => {
                setAgency(change.currentTarget.value);
                setAnswer(null);
              },
            }}
          >
            <AgencyOptions agencies={agencies} />
          </Field>
          {problem && <Trouble problem={problem} />}
          <button class={`btn ${answer ? 'line' : ''}`} aria-disabled={busy}>
            {t(busy ? 'checking' : 'checkRows')}
          </button>
        </form>
      )}
      {answer && (
        <div class="flow" role="status">
          <p>
            {done
              ? t('rowsAdded', { added: answer.added, refused: answer.refused })
              : t('rowsReady', { ready, refused: answer.refused })}
          </p>
          {codes && (
            <div class="note flow">
              <p>
                {t('codesOnce')}{' '}
                {answer.codes_expire_at &&
                  t('codesUntil', { date: format.value.date(answer.codes_expire_at) })}
              </p>
              <CopyButton text={codes} label={t('copyCodes')} />
            </div>
          )}
          <Table label={t('rows')} heads={[t('line'), t('name'), 'NIP', t('unit'), t('result')]}>
            {answer.rows.map((row) => (
              <Result key={row.line} row={row} />
            ))}
          </Table>
          {!done && ready > 0 && (
            <>
              <label class="row tick">
                <input
                  type="checkbox"
                  checked={withCodes}
                  onChange={() => setWithCodes(!withCodes)}
                />
                {t('withCodes')}
              </label>
              <button
                class="btn"
                type="button"
                aria-disabled={busy}
                onClick={() => void send(false)}
              >
                {t(busy ? 'saving' : 'addRows', { n: ready })}
              </button>
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
