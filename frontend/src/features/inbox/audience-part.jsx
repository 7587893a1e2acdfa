/** Whom a message goes to, and how many they are, before anything is sent. */
import { format } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import { GROUPS, hasDays, readDays } from './asked.js';
import { t } from './words.js';

/** @typedef {import('./asked.js').Asked} Asked */
/** @typedef {import('./api.js').AudienceRead} AudienceRead */

/** @param {{read: AudienceRead, mail: boolean}} props */
function Count({ read, mail }) {
  const { date, time, number } = format.value;
  if (read.people === 0) return <b>{t('nobody')}</b>;
  const at = `${date(read.mail_at)}, ${time(read.mail_at)}`;
  const byMail = read.by_mail
    ? t('mailSome', { n: number(read.by_mail), count: read.by_mail, at })
    : t(read.mail_available ? 'mailNone' : 'mailUnset');
  return (
    <>
      <b>{t('reaches', { n: number(read.people), count: read.people })}</b>{' '}
      {(mail || !read.mail_available) && byMail}
    </>
  );
}

/**
 * @param {object} props
 * @param {Asked} props.asked
 * @param {(change: Partial<Asked>) => void} props.choose
 * @param {import('../../kit/load.js').Loaded<AudienceRead|null>} props.counted
 * @param {boolean} props.mail
 */
export function AudiencePart({ asked, choose, counted, mail }) {
  const { group, days, chosen } = asked;
  const wrong = hasDays(group) && readDays(days) === null;
  return (
    <div class="flow">
      {chosen.length > 0 ? (
        <p>
          <b>{t('to')}:</b> {t('chosen', { n: chosen.length })}{' '}
          <button class="link" type="button" onClick={() => choose({ chosen: [] })}>
            {t('chooseGroup')}
          </button>
        </p>
      ) : (
        <fieldset class="chips">
          <legend>{t('to')}</legend>
          {GROUPS.map((name) => (
            <label key={name} class="chip">
              <input
                type="radio"
                name="kepada"
                checked={group === name}
                onChange={() => choose({ group: name })}
              />
              {t(`to.${name}`)}
            </label>
          ))}
        </fieldset>
      )}
      {chosen.length === 0 && hasDays(group) && (
        <Field
          name="days"
          label={t(group === 'stuck' ? 'daysStuck' : 'daysActive')}
          error={wrong ? t('daysWrong') : null}
          control={{
            inputMode: 'numeric',
            maxLength: 3,
            value: days,
            onInput: (/** @type {any} */ typed) => choose({ days: typed.currentTarget.value }),
          }}
        />
      )}
      {counted.problem && <Trouble problem={counted.problem} retry={counted.reload} />}
      <p role="status">
        {counted.loading || !counted.value
          ? !counted.problem && !wrong && <span class="soft">{t('counting')}</span>
          : !wrong && <Count read={counted.value} mail={mail} />}
      </p>
    </div>
  );
}
