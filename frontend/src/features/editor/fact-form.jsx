/** A fact of law found by its words, as a box of its own or cited in a sentence. */
import { useState } from 'preact/hooks';
import { useLoaded } from '../../kit/load.js';
import { language } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @typedef {{id: string, statement: Record<string, string>, source: string}} Fact */

const REGISTER = 'facts/register.yaml';
const MOST = 12;

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Fact[]>} */
async function factsOf(id, signal) {
  const [{ parse }, { text }] = await Promise.all([import('yaml'), api.file(id, REGISTER, signal)]);
  const all = parse(text);
  return Array.isArray(all) ? all : [];
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

/** @param {{id: string, put: (fact: string) => void, cite: (fact: string, words: string) => void}} props */
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
            <p class="small soft">{fact.source}</p>
            <div class="deeds">
              <button class="link" type="button" onClick={() => put(fact.id)}>
                {t('factBox')}
                <span class="sr">: {fact.id}</span>
              </button>
              <button class="link" type="button" onClick={() => cite(fact.id, fact.source)}>
                {t('factCite')}
                <span class="sr">: {fact.id}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      {list.length > MOST && <p class="small soft">{t('factMore')}</p>}
    </div>
  );
}
