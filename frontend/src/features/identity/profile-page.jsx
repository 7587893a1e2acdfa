/** Profil: the person's JP, certificates, data, preferences, password, and the way out. */
import { useState } from 'preact/hooks';
import { out } from '../../icons.json';
import { get, query } from '../../kit/api.js';
import { waiting } from '../../kit/beside.js';
import { known, t } from '../../kit/i18n.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/paths.js';
import { chooseSaving, savesData } from '../../kit/saver.js';
import {
  chooseLanguage,
  chooseTheme,
  language,
  me,
  shortNip,
  shownTheme,
} from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { JpRing, jpWords } from '../../ui/jp-ring.jsx';
import { Main, Section, useTitle } from '../../ui/page.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Certificates, Entries } from './record.jsx';
import { PasswordForm } from './password-form.jsx';

/** @typedef {import('../../kit/api-types').Ledger} Ledger */
/** @typedef {import('../../kit/api-types').Certificate} Certificate */
/** @typedef {{ledger: Ledger, certificates: Certificate[]}} Record_ */

const YEARS = 4;

/** @param {AbortSignal} signal @returns {Promise<Record_>} */
async function ask(signal) {
  const [ledger, certificates] = await Promise.all([
    get('/ledger', signal),
    get('/certificates', signal),
  ]);
  return { ledger, certificates };
}

/** @param {{start: Ledger}} props */
function Jp({ start }) {
  const [ledger, setLedger] = useState(start);
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const years = Array.from({ length: YEARS }, (_, back) => start.year - back);

  async function show(/** @type {string} */ year) {
    setProblem(null);
    try {
      setLedger(await get(`/ledger${query({ year })}`));
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
    }
  }

  const year = (
    <select
      class="year"
      aria-label={t('year')}
      value={String(ledger.year)}
      onChange={(changed) => void show(changed.currentTarget.value)}
    >
      {years.map((number) => (
        <option key={number}>{number}</option>
      ))}
    </select>
  );
  return (
    <Section id="jp" title={t('jpInYear', { year: ledger.year })} aside={year}>
      {problem && <Trouble problem={problem} />}
      <div class="row jp">
        <JpRing jp={ledger} />
        <div class="grow">
          <p>{jpWords(ledger)}</p>
          <p class="small soft">{ledger.basis}</p>
        </div>
      </div>
      <Entries entries={ledger.entries} />
    </Section>
  );
}

function PersonalData() {
  const person = me.value;
  if (!person) return null;
  const facts = /** @type {[string, string|null][]} */ ([
    [t('name'), person.name],
    ['NIP', shortNip(person.nip_masked)],
    [t('email'), person.email],
    [t('employment'), known(`employment.${person.employment}`, person.employment)],
    [t('unit'), [...person.agency.lineage].join(' › ')],
    [t('helpContact'), person.help_contact],
  ]);
  return (
    <Section id="data" title={t('myData')}>
      <dl class="facts">
        {facts.map(([term, words]) => words && [<dt key={term}>{term}</dt>, <dd>{words}</dd>])}
      </dl>
      <p class="small soft under">
        {t('dataWrong')} <a href={paths.privacy}>{t('privacy')}</a>
      </p>
    </Section>
  );
}

/** @param {{name: string, words: string, value: string, options: [string, string][], choose: (value: any) => void}} props */
const Choice = ({ name, words, value, options, choose }) => (
  <fieldset class="chips">
    <legend class="small soft">{words}</legend>
    {options.map(([key, label]) => (
      <label key={key} class="chip" lang={name === 'lang' ? key : undefined}>
        <input
          type="radio"
          name={name}
          defaultChecked={value === key}
          onChange={() => choose(key)}
        />
        {label}
      </label>
    ))}
  </fieldset>
);

function Settings() {
  const [isSaving, setSaving] = useState(savesData);
  return (
    <Section id="tampilan" title={t('settings')}>
      <div class="flow">
        <Choice
          name="lang"
          words={t('language')}
          value={language.value}
          choose={(code) => void chooseLanguage(code)}
          options={[
            ['id', 'Bahasa Indonesia'],
            ['en', 'English'],
          ]}
        />
        <Choice
          name="theme"
          words={t('theme')}
          value={shownTheme.value}
          choose={chooseTheme}
          options={[
            ['light', t('light')],
            ['dark', t('dark')],
          ]}
        />
        <Choice
          name="saver"
          words={t('saver')}
          value={isSaving ? 'on' : 'off'}
          choose={(answer) => {
            chooseSaving(answer === 'on');
            setSaving(savesData());
          }}
          options={[
            ['off', t('saverOff')],
            ['on', t('saverOn')],
          ]}
        />
        <p class="small soft">{t('saverWords')}</p>
      </div>
    </Section>
  );
}

export default function ProfilePage() {
  const { value, problem, reload } = useLoaded('profile', ask);
  useTitle(t('profile'));
  return (
    <Main class="sect">
      <header>
        <h1>{me.value?.name ?? t('profile')}</h1>
        <p class="soft">{me.value?.agency.name}</p>
        <p class="under">
          <a class="btn line low" href={paths.inbox}>
            {t('inbox')}
          </a>
        </p>
      </header>
      <div class="two">
        {value ? (
          <>
            <Jp start={value.ledger} />
            <Certificates certificates={value.certificates} />
          </>
        ) : problem ? (
          <Trouble problem={problem} retry={reload} />
        ) : (
          <Skeleton lines={8} />
        )}
        <PersonalData />
        <Settings />
        <Section id="sandi" title={t('password')}>
          <details>
            <summary class="go">{t('changePassword')}</summary>
            <PasswordForm />
          </details>
          {waiting.value > 0 && <p class="note small">{t('leavingWaits', { n: waiting.value })}</p>}
          <form method="post" action={paths.signOut}>
            <button class="btn line">
              <Icon of={out} />
              {t('signOut')}
            </button>
          </form>
        </Section>
      </div>
    </Main>
  );
}
