/** Pegawai: find, add, paste, and tend the accounts of one's own units. */
import { useEffect, useState } from 'preact/hooks';
import { ok, search } from '../../icons.json';
import { stop } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import * as api from '../../kit/manage-api.js';
import { known, t } from '../../kit/manage-i18n.js';
import { shortNip } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage, Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { AddPerson } from './add-person.jsx';
import { PasteRows } from './paste-rows.jsx';
import { PersonDialog } from './person-dialog.jsx';
import { AgencyOptions } from '../../ui/agency-options.jsx';

/** @typedef {import('../../kit/api-types').Person} Person */
/** @typedef {import('../../kit/api-types').Page<Person>} People */

const PAGE = 50;
const TYPING_MS = 350;

/** @param {{person: Person, open: (person: Person) => void}} props */
const PersonRow = ({ person, open }) => (
  <tr>
    <th scope="row">
      <button class="link" type="button" onClick={() => open(person)}>
        {person.name}
      </button>
    </th>
    <td>{shortNip(person.nip_masked) ?? '–'}</td>
    <td>{person.agency.name}</td>
    <td>{known(`employment.${person.employment}`, person.employment)}</td>
    <td>
      {person.status === 'active' ? (
        <span class="tag ok">
          <Icon of={ok} />
          {t(person.has_password ? 'active' : 'notSignedInYet')}
        </span>
      ) : (
        <span class="tag soft">
          <Icon of={stop} />
          {t('deactivated')}
        </span>
      )}
    </td>
  </tr>
);

export default function PeoplePage() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState({ q: '', agency: '', status: 'active' });
  const [shown, setShown] = useState(/** @type {Person|'add'|'paste'|null} */ (null));
  useEffect(() => {
    const timer = setTimeout(() => setAsked((old) => ({ ...old, q: typed.trim() })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const units = useLoaded('agencies', api.agencies);
  const list = useLoaded(JSON.stringify(asked), (signal) =>
    api.people({ ...asked, limit: PAGE }, signal),
  );
  const people = list.value?.items;

  async function more() {
    const old = /** @type {People} */ (list.value);
    const page = await api.people({ ...asked, limit: PAGE, after: old.next });
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }

  /** A person came back from the server changed. @param {Person} person */
  function changed(person) {
    setShown(person);
    announce(t('saved'));
    void list.reload();
  }

  return (
    <Manage
      title={t('people')}
      actions={
        <>
          <button class="btn line low" type="button" onClick={() => setShown('paste')}>
            {t('pasteRows')}
          </button>
          <button class="btn low" type="button" onClick={() => setShown('add')}>
            {t('addPerson')}
          </button>
        </>
      }
    >
      <form class="tools" role="search" onSubmit={(sent) => sent.preventDefault()}>
        <span class="in">
          <Icon of={search} />
          <input
            type="search"
            aria-label={t('searchPeople')}
            placeholder={t('searchPeople')}
            value={typed}
            onInput={(change) => setTyped(change.currentTarget.value)}
          />
        </span>
        <select
          aria-label={t('unit')}
          value={asked.agency}
          onChange={(change) => setAsked({ ...asked, agency: change.currentTarget.value })}
        >
          <option value="">{t('allUnits')}</option>
          <AgencyOptions agencies={units.value ?? []} />
        </select>
        <select
          aria-label={t('status')}
          value={asked.status}
          onChange={(change) => setAsked({ ...asked, status: change.currentTarget.value })}
        >
          <option value="active">{t('active')}</option>
          <option value="deactivated">{t('deactivated')}</option>
          <option value="">{t('anyStatus')}</option>
        </select>
      </form>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!people && !list.problem && <Skeleton lines={8} />}
      {people && people.length > 0 && (
        <Table
          label={t('people')}
          heads={[t('name'), 'NIP', t('unit'), t('employment'), t('status')]}
          busy={list.loading}
        >
          {people.map((person) => (
            <PersonRow key={person.id} person={person} open={setShown} />
          ))}
        </Table>
      )}
      {people?.length === 0 && <Empty text={t(asked.q ? 'nobodyFound' : 'nobodyYet')} />}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
      {shown === 'add' && (
        <AddPerson agencies={units.value ?? []} added={changed} close={() => setShown(null)} />
      )}
      {shown === 'paste' && (
        <PasteRows
          agencies={units.value ?? []}
          added={() => void list.reload()}
          close={() => setShown(null)}
        />
      )}
      {shown && typeof shown === 'object' && (
        <PersonDialog
          key={shown.id}
          person={shown}
          agencies={units.value ?? []}
          changed={changed}
          close={() => setShown(null)}
        />
      )}
    </Manage>
  );
}
