/** One bank: its questions, to find, to open, and to change many at once. */
import { useState } from 'preact/hooks';
import { back } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { BankSettings } from './bank-settings.jsx';
import { BulkDialog } from './bulk-dialog.jsx';
import { ExportDialog } from './export-dialog.jsx';
import { Filters } from './filters.jsx';
import { ImportDialog } from './import-dialog.jsx';
import { mayWrite, Notices } from './notices.jsx';
import { QuestionTable } from './question-table.jsx';
import { NOTHING } from './selection.js';
import './sheet.js';
import { useQuestions } from './use-questions.js';
import { t } from './words.js';

const MOST_AT_ONCE = 500;

/** @param {{bank: api.Bank, reload: () => void}} props */
function Questions({ bank, reload }) {
  const found = useQuestions(bank.slug);
  const [selection, select] = useState(NOTHING);
  const [changing, setChanging] = useState(false);
  const { busy, problem, run } = useAct();
  const { list, facets, asked } = found;
  const rows = list.value?.items;
  const write = mayWrite(bank);
  // Rows that a filter has put away are not changed unseen.
  const ids = rows?.map(({ id }) => id).filter((id) => selection.chosen.has(id)) ?? [];
  const many = ids.length > MOST_AT_ONCE;

  /** @param {import('../../kit/api-types-banks').BulkAnswer} answer */
  function changed(answer) {
    setChanging(false);
    select(NOTHING);
    announce(t('bulkDone', { n: answer.changed.length }));
    void list.reload();
    reload();
  }
  const setStatus = async (/** @type {'active'|'retired'} */ status) => {
    const answer = await run(() => api.changeMany(bank.slug, { ids, status }));
    if (answer) changed(answer);
  };

  return (
    <>
      <Filters found={found} />
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!rows && !list.problem && <Skeleton lines={8} />}
      {rows && facets && Object.keys(asked).length > 0 && (
        <p class="small soft bank-found" role="status">
          {t('found', { n: facets.found })}
          <button class="link" type="button" onClick={found.clear}>
            {t('clearFilters')}
          </button>
        </p>
      )}
      {rows?.length === 0 && (
        <Empty text={t(Object.keys(asked).length ? 'noQuestionFound' : 'noQuestionYet')} />
      )}
      {rows && rows.length > 0 && (
        <QuestionTable
          bank={bank.slug}
          rows={rows}
          busy={list.loading}
          selection={selection}
          select={write ? select : null}
        />
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void found.more()}>
          {t('more')}
        </button>
      )}
      {problem && <Trouble problem={problem} />}
      {ids.length > 0 && (
        <div class="bulk" role="region" aria-label={t('bulk')}>
          <p>
            <b>{t('chosen', { n: ids.length })}</b>
          </p>
          <div class="deeds">
            <button
              class="btn low"
              type="button"
              aria-disabled={many}
              onClick={() => !many && setChanging(true)}
            >
              {t('bulkChange')}
            </button>
            {rows?.some(({ id, status }) => status === 'active' && selection.chosen.has(id)) && (
              <button
                class="btn line low"
                type="button"
                aria-disabled={busy || many}
                onClick={() => !many && void setStatus('retired')}
              >
                {t('retire')}
              </button>
            )}
            {rows?.some(({ id, status }) => status === 'retired' && selection.chosen.has(id)) && (
              <button
                class="btn line low"
                type="button"
                aria-disabled={busy || many}
                onClick={() => !many && void setStatus('active')}
              >
                {t('restore')}
              </button>
            )}
            <button class="link" type="button" onClick={() => select(NOTHING)}>
              {t('chooseNone')}
            </button>
          </div>
          {many && <p class="small">{t('tooMany', { n: MOST_AT_ONCE })}</p>}
        </div>
      )}
      {changing && (
        <BulkDialog
          bank={bank.slug}
          ids={ids}
          facets={facets}
          done={changed}
          close={() => setChanging(false)}
        />
      )}
    </>
  );
}

/** @param {{params: {bank: string}}} props */
export default function BankPage({ params }) {
  const bank = useLoaded(`bank ${params.bank}`, (signal) => api.bank(params.bank, signal));
  const [open, setOpen] = useState(/** @type {'settings'|'import'|'export'|null} */ (null));
  const [come, setCome] = useState(0);
  const close = () => setOpen(null);
  const { value } = bank;
  const write = value && mayWrite(value);
  return (
    <Manage
      title={value?.title ?? t('bank')}
      words={
        value
          ? [
              value.owner.name,
              t('questions', { n: value.active }),
              value.retired_questions > 0 && t('retiredCount', { n: value.retired_questions }),
            ]
              .filter(Boolean)
              .join(' · ')
          : ''
      }
      above={
        <a class="above" href={paths.banks}>
          <Icon of={back} />
          {t('banks')}
        </a>
      }
      actions={
        value && (
          <>
            {value.editable && (
              <button class="btn line low" type="button" onClick={() => setOpen('settings')}>
                {t('bankSettings')}
              </button>
            )}
            <button class="btn line low" type="button" onClick={() => setOpen('export')}>
              {t('export')}
            </button>
            {write && (
              <button class="btn line low" type="button" onClick={() => setOpen('import')}>
                {t('import')}
              </button>
            )}
            {write && (
              <a class="btn low" href={paths.newQuestion(params.bank)}>
                <Icon of={plus} />
                {t('newQuestion')}
              </a>
            )}
          </>
        )
      }
    >
      {bank.problem && <Trouble problem={bank.problem} retry={bank.reload} />}
      {!value && !bank.problem && <Skeleton lines={8} />}
      {value && (
        <>
          <Notices bank={value} changed={bank.set} />
          <Questions key={come} bank={value} reload={() => void bank.reload()} />
        </>
      )}
      {value && open === 'settings' && (
        <BankSettings
          bank={value}
          changed={(read) => {
            bank.set(read);
            close();
            announce(t('saved'));
          }}
          close={close}
        />
      )}
      {value && open === 'import' && (
        <ImportDialog
          bank={value.slug}
          added={() => {
            setCome(come + 1);
            void bank.reload();
          }}
          close={close}
        />
      )}
      {value && open === 'export' && <ExportDialog bank={value.slug} close={close} />}
    </Manage>
  );
}
