/** Perangkat daerah: one tree, its names, time zones and help contacts. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as api from '../../kit/manage-api.js';
import { t } from '../../kit/manage-i18n.js';
import { AgencyOptions } from '../../ui/agency-options.jsx';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { branches } from './branches.js';

/** @typedef {import('../../kit/api-types').Agency} Agency */
/** @typedef {import('./branches.js').Branch} Branch */

const ZONES = /** @type {[string, string][]} */ ([
  ['Asia/Jakarta', 'WIB'],
  ['Asia/Makassar', 'WITA'],
  ['Asia/Jayapura', 'WIT'],
]);
const zoneWords = (/** @type {string} */ zone) =>
  ZONES.find(([name]) => name === zone)?.[1] ?? zone;

/**
 * Add below a parent, or change what is there.
 *
 * @param {{agency: Agency|null, parent: string|null, agencies: Agency[], done: () => void, close: () => void}} props
 */
function AgencyDialog({ agency, parent, agencies, done, close }) {
  const { busy, problem, run, about } = useAct();
  async function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = Object.fromEntries(
      new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget)),
    );
    if (!agency && !form.help_contact) delete form.help_contact;
    const saved = await run(() =>
      agency ? api.changeAgency(agency.id, form) : api.addAgency(form),
    );
    if (saved) done();
  }
  const zone = agency?.time_zone ?? agencies.find(({ id }) => id === parent)?.time_zone;
  const onField = ['name', 'time_zone', 'help_contact', 'parent'].some(about);
  return (
    <Dialog title={agency ? agency.name : t('addAgency')} close={close}>
      <form class="flow" onSubmit={(sent) => void save(sent)}>
        <Field
          name="name"
          label={t('name')}
          error={about('name')}
          control={{ required: true, maxlength: 200, defaultValue: agency?.name }}
        />
        {!agency && (
          <Field name="parent" as="select" label={t('below')} error={about('parent')}>
            <AgencyOptions agencies={agencies} chosen={parent} />
          </Field>
        )}
        <Field name="time_zone" as="select" label={t('timeZone')} error={about('time_zone')}>
          {ZONES.map(([name, words]) => (
            <option key={name} value={name} selected={name === zone}>
              {words}
            </option>
          ))}
        </Field>
        <Field
          name="help_contact"
          label={t('helpContact')}
          hint={t('helpContactHint')}
          error={about('help_contact')}
          control={{ maxlength: 300, defaultValue: agency?.help_contact ?? '' }}
        />
        {problem && !onField && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'saving' : 'save')}
        </button>
      </form>
    </Dialog>
  );
}

/** @param {{branch: Branch, edit: (agency: Agency) => void, add: (parent: string) => void}} props */
const Node = ({ branch: { agency, below }, edit, add }) => (
  <li>
    <div class="node">
      <div class="grow">
        <b>{agency.name}</b>
        <small class="soft">
          {t('peopleHere', { n: agency.people })} · {zoneWords(agency.time_zone)}
          {agency.help_contact && ` · ${agency.help_contact}`}
        </small>
      </div>
      <button
        class="link"
        type="button"
        aria-label={`${t('change')}: ${agency.name}`}
        onClick={() => edit(agency)}
      >
        {t('change')}
      </button>
      <button
        class="link"
        type="button"
        aria-label={`${t('addBelow')}: ${agency.name}`}
        onClick={() => add(agency.id)}
      >
        {t('addBelow')}
      </button>
    </div>
    {below.length > 0 && (
      <ul>
        {below.map((branch) => (
          <Node key={branch.agency.id} branch={branch} edit={edit} add={add} />
        ))}
      </ul>
    )}
  </li>
);

export default function AgenciesPage() {
  const list = useLoaded('agencies', api.agencies);
  const [edited, setEdited] = useState(/** @type {Agency|null} */ (null));
  const [parent, setParent] = useState(/** @type {string|null} */ (null));
  const agencies = list.value ?? [];
  const close = () => {
    setEdited(null);
    setParent(null);
  };
  const done = () => {
    close();
    announce(t('saved'));
    void list.reload();
  };
  return (
    <Manage title={t('agencies')} words={t('agenciesWords')}>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!list.value && !list.problem && <Skeleton lines={8} />}
      <ul class="tree">
        {branches(agencies).map((branch) => (
          <Node key={branch.agency.id} branch={branch} edit={setEdited} add={setParent} />
        ))}
      </ul>
      {(edited || parent) && (
        <AgencyDialog
          agency={edited}
          parent={parent}
          agencies={agencies}
          done={done}
          close={close}
        />
      )}
    </Manage>
  );
}
