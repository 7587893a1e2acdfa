import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import * as api from '../../kit/manage-api.js';
import { known, t } from '../../kit/manage-i18n.js';
import { shortNip } from '../../kit/session.js';
import { AgencyOptions } from '../../ui/agency-options.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Trouble } from '../../ui/states.jsx';
import { OneTimeCode } from './one-time-code.jsx';

/** @typedef {import('../../kit/api-types').Person} Person */

/**
 * What can be done for one account. Deactivating asks first; both ways can be undone.
 *
 * @param {object} props
 * @param {Person} props.person
 * @param {import('../../kit/api-types').Agency[]} props.agencies
 * @param {(person: Person) => void} props.changed
 * @param {() => void} props.close
 */
export function PersonDialog({ person, agencies, changed, close }) {
  const { busy, problem, run } = useAct();
  const [code, setCode] = useState(/** @type {{code: string, expires_at: string}|null} */ (null));
  const [asking, setAsking] = useState(/** @type {'move'|'deactivate'|null} */ (null));
  const [target, setTarget] = useState(person.agency.id);
  const active = person.status === 'active';

  async function act(/** @type {() => Promise<Person>} */ deed) {
    const result = await run(deed);
    if (!result) return;
    setAsking(null);
    setCode(null);
    changed(result);
  }

  const facts = /** @type {[string, string|null][]} */ ([
    ['NIP', shortNip(person.nip_masked)],
    [t('email'), person.email],
    [t('unit'), person.agency.name],
    [t('employment'), known(`employment.${person.employment}`, person.employment)],
    [t('status'), t(active ? 'active' : 'deactivated')],
    [t('roles'), person.roles.map(({ role }) => known(`role.${role}`, role)).join(', ') || null],
  ]);

  return (
    <Dialog title={person.name} close={close}>
      <dl class="facts">
        {facts.map(([term, words]) => words && [<dt key={term}>{term}</dt>, <dd>{words}</dd>])}
      </dl>
      {problem && <Trouble problem={problem} />}
      {code && <OneTimeCode {...code} />}
      {asking === 'move' && (
        <div class="ask flow">
          <label>
            {t('moveTo')}
            <select value={target} onChange={(change) => setTarget(change.currentTarget.value)}>
              <AgencyOptions agencies={agencies} />
            </select>
          </label>
          <Pair
            yes={t('move')}
            busy={busy || target === person.agency.id}
            act={() => void act(() => api.move(person.id, target))}
            no={() => setAsking(null)}
          />
        </div>
      )}
      {asking === 'deactivate' && (
        <div class="ask flow">
          <p>{t('deactivateAsk')}</p>
          <Pair
            yes={t('deactivate')}
            busy={busy}
            act={() => void act(() => api.deactivate(person.id))}
            no={() => setAsking(null)}
          />
        </div>
      )}
      {!asking && (
        <div class="deeds">
          {active && (
            <button
              class="btn line low"
              type="button"
              aria-disabled={busy}
              onClick={async () => setCode((await run(() => api.issueCode(person.id))) ?? code)}
            >
              {t('makeCode')}
            </button>
          )}
          <button class="btn line low" type="button" onClick={() => setAsking('move')}>
            {t('move')}
          </button>
          {active ? (
            <button class="btn line low no" type="button" onClick={() => setAsking('deactivate')}>
              {t('deactivate')}
            </button>
          ) : (
            <button
              class="btn line low"
              type="button"
              aria-disabled={busy}
              onClick={() => void act(() => api.reactivate(person.id))}
            >
              {t('reactivate')}
            </button>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** @param {{yes: string, busy: boolean, act: () => void, no: () => void}} props */
const Pair = ({ yes, busy, act, no }) => (
  <div class="row">
    <button class="btn low" type="button" disabled={busy} onClick={act}>
      {yes}
    </button>
    <button class="btn line low" type="button" onClick={no}>
      {t('cancel')}
    </button>
  </div>
);
