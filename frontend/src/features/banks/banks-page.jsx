/** Bank soal: the banks one reads, whose they are, and what waits in them. */
import { useEffect, useState } from 'preact/hooks';
import { edit, file, search, warn } from '../../icons.json';
import { eye, stop } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import { agencies } from '../../kit/manage-api.js';
import * as paths from '../../kit/manage-paths.js';
import { holds } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { CreateBank } from './create-bank.jsx';
import { OwnerOptions } from './owner-options.jsx';
import './sheet.js';
import { t } from './words.js';

const TYPING_MS = 300;

/** @param {{bank: api.Bank}} props */
const Row = ({ bank }) => (
  <li class="bank-row">
    <h2>
      <a href={paths.bank(bank.slug)}>{bank.title}</a>
    </h2>
    <p class="small soft">
      {[
        bank.owner.name,
        t('questions', { n: bank.active }),
        bank.retired_questions > 0 && t('retiredCount', { n: bank.retired_questions }),
        t('inQuizzes', { n: bank.quizzes }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
    <p class="bank-tags">
      {bank.due > 0 && (
        <span class="tag wait">
          <Icon of={warn} />
          {t('dueCount', { n: bank.due })}
        </span>
      )}
      {bank.retired && (
        <span class="tag soft">
          <Icon of={stop} />
          {t('bankRetired')}
        </span>
      )}
      <span class="tag soft">
        <Icon of={bank.origin === 'files' ? file : bank.editable ? edit : eye} />
        {t(bank.origin === 'files' ? 'fromFiles' : bank.editable ? 'editedHere' : 'readOnly')}
      </span>
    </p>
  </li>
);

export default function BanksPage() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState({ q: '', owner: '', status: 'active' });
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsked((old) => ({ ...old, q: typed.trim() })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const owners = useLoaded('owners', async (signal) => {
    const [courses, units] = await Promise.all([
      api.courses(signal),
      holds('admin', 'unit_admin') ? agencies(signal) : [],
    ]);
    return { courses, units };
  });
  const [kind, id] = asked.owner.split(/:(.*)/);
  const wanted = { q: asked.q, status: asked.status, ...(kind ? { [kind]: id } : {}) };
  const list = useLoaded(JSON.stringify(wanted), (signal) => api.banks(wanted, signal));
  const banks = list.value?.items;

  async function more() {
    const old = /** @type {api.Page<api.Bank>} */ (list.value);
    const page = await api.banks({ ...wanted, after: old.next });
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  const mayCreate = owners.value && owners.value.courses.length + owners.value.units.length > 0;
  const narrowed = asked.q || asked.owner || asked.status !== 'active';

  return (
    <Manage
      title={t('banks')}
      words={t('banksWords')}
      actions={
        mayCreate && (
          <button class="btn low" type="button" onClick={() => setCreating(true)}>
            {t('createBank')}
          </button>
        )
      }
    >
      <form class="tools" role="search" onSubmit={(sent) => sent.preventDefault()}>
        <span class="in">
          <Icon of={search} />
          <input
            type="search"
            aria-label={t('searchBanks')}
            placeholder={t('searchBanks')}
            value={typed}
            onInput={(change) => setTyped(change.currentTarget.value)}
          />
        </span>
        <select
          aria-label={t('owner')}
          value={asked.owner}
          onChange={(change) => setAsked({ ...asked, owner: change.currentTarget.value })}
        >
          <option value="">{t('allOwners')}</option>
          {owners.value && <OwnerOptions {...owners.value} />}
        </select>
        <select
          aria-label={t('status')}
          value={asked.status}
          onChange={(change) => setAsked({ ...asked, status: change.currentTarget.value })}
        >
          <option value="active">{t('banksActive')}</option>
          <option value="retired">{t('banksRetired')}</option>
          <option value="all">{t('banksAll')}</option>
        </select>
      </form>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!banks && !list.problem && <Skeleton lines={8} />}
      {banks?.length === 0 && <Empty text={t(narrowed ? 'noBankFound' : 'noBankYet')} />}
      {banks && banks.length > 0 && (
        <ul class="list" aria-busy={list.loading}>
          {banks.map((bank) => (
            <Row key={bank.slug} bank={bank} />
          ))}
        </ul>
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
      {creating && owners.value && (
        <CreateBank {...owners.value} close={() => setCreating(false)} />
      )}
    </Manage>
  );
}
