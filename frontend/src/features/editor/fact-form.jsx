/** A fact of law found by its words, as a box of its own or cited in a sentence. */
import { useState } from 'preact/hooks';
import { ok, warn } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import { format, language } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { standing } from './fact-standing.js';
import { t } from './words.js';

/** @typedef {import('./fact-standing.js').Fact} Fact */

const MOST = 12;

/** @param {string} id @param {string} path @param {AbortSignal} signal @returns {Promise<any[]>} */
async function register(id, path, signal) {
  const [{ parse }, { text }] = await Promise.all([import('yaml'), api.file(id, path, signal)]);
  const all = parse(text);
  return Array.isArray(all) ? all : [];
}

/** Facts with what ended the regulation behind them. @param {string} id @param {AbortSignal} signal @returns {Promise<Fact[]>} */
async function factsOf(id, signal) {
  const [facts, rules] = await Promise.all([
    register(id, 'facts/register.yaml', signal),
    register(id, 'regulations/register.yaml', signal).catch(() => []),
  ]);
  return facts.map((fact) => {
    const behind = rules.find((rule) => rule?.id === fact?.regulation);
    return {
      ...fact,
      revoked_by: fact.revoked_by ?? behind?.revoked_by,
      valid_until: fact.valid_until ?? behind?.valid_until,
    };
  });
}

/** @param {Fact} fact */
const said = ({ statement }) => statement?.[language.value] ?? statement?.id ?? '';

/** Facts in which every word is somewhere. @param {Fact[]} all @param {string} asked */
function found(all, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((fact) => {
    const text = `${fact.id} ${Object.values(fact.statement ?? {}).join(' ')} ${fact.source}`;
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

/** Whether it holds today, and when somebody last looked. @param {{fact: Fact}} props */
function Standing({ fact }) {
  const { date } = format.value;
  const now = standing(fact, new Date().toISOString().slice(0, 10));
  const good = now === 'valid' || now === 'history';
  const day = (/** @type {string|undefined} */ of) => (of ? date(`${of}T12:00:00Z`) : '–');
  return (
    <p class="small fact-standing">
      <span class={`tag ${good ? 'ok' : 'no'}`}>
        <Icon of={good ? ok : warn} />
        {t(`factIs.${now}`, { by: fact.revoked_by ?? '', date: day(fact.valid_until) })}
      </span>
      <span class="soft">
        {[
          fact.valid_from && t('factFrom', { date: day(fact.valid_from) }),
          fact.reviewed_on && t('factChecked', { date: day(fact.reviewed_on) }),
          fact.review_on && t('factAgain', { date: day(fact.review_on) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  );
}

/** @param {{id: string, put: (fact: string) => void, cite?: (fact: string, words: string) => void}} props */
export function FactForm({ id, put, cite }) {
  const { value, problem, reload } = useLoaded(`fakta ${id}`, (signal) => factsOf(id, signal));
  const [asked, setAsked] = useState('');
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!value) return <Skeleton lines={4} />;
  const list = found(value, asked);
  return (
    <div class="flow facts-form">
      <form onSubmit={(sent) => sent.preventDefault()}>
        <Field
          name="asked"
          label={t('factFind')}
          hint={t('factFindHint')}
          control={{
            type: 'search',
            value: asked,
            autocomplete: 'off',
            onInput: (/** @type {any} */ { currentTarget }) => setAsked(currentTarget.value),
          }}
        />
      </form>
      <p class="small soft" role="status">
        {t('factCount', { n: list.length })}
      </p>
      <ul class="list">
        {list.slice(0, MOST).map((fact) => (
          <li key={fact.id}>
            <p class="small">{said(fact)}</p>
            <p class="small">
              <b>{fact.source}</b>
            </p>
            <Standing fact={fact} />
            <div class="deeds">
              <button class="link" type="button" onClick={() => put(fact.id)}>
                {t('factBox')}
                <span class="sr">: {fact.id}</span>
              </button>
              {cite && (
                <button class="link" type="button" onClick={() => cite(fact.id, fact.source)}>
                  {t('factCite')}
                  <span class="sr">: {fact.id}</span>
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {list.length > MOST && <p class="small soft">{t('factMore')}</p>}
    </div>
  );
}
