/** The bank's questions as a file: what a format would hold is said before it is fetched. */
import { useState } from 'preact/hooks';
import { luring } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

const FORMATS = /** @type {const} */ (['xlsx', 'gift', 'moodle', 'aiken', 'yaml']);

/** @param {{bank: string, close: () => void}} props */
export function ExportDialog({ bank, close }) {
  const [wanted, setWanted] = useState({ format: 'xlsx', language: 'id' });
  const outcome = useLoaded(`export ${bank} ${JSON.stringify(wanted)}`, (signal) =>
    api.exportOutcome(bank, wanted, signal),
  );
  const { value } = outcome;
  const put = (/** @type {string} */ name) => ({
    value: wanted[/** @type {'format'} */ (name)],
    onChange: (/** @type {any} */ { currentTarget }) =>
      setWanted({ ...wanted, [name]: currentTarget.value }),
  });
  const fresh = value && !outcome.loading;
  return (
    <Dialog title={t('exportTitle')} close={close}>
      <form class="flow" onSubmit={(sent) => sent.preventDefault()}>
        <Field name="format" as="select" label={t('format')} control={put('format')}>
          {FORMATS.map((one) => (
            <option key={one} value={one} selected={one === wanted.format}>
              {t(`format.${one}`)}
            </option>
          ))}
        </Field>
        <Field name="language" as="select" label={t('language')} control={put('language')}>
          {
            /** @type {const} */ (['id', 'en']).map((one) => (
              <option key={one} value={one} selected={one === wanted.language}>
                {t(`language.${one}`)}
              </option>
            ))
          }
        </Field>
      </form>
      <div class="flow" role="status">
        {outcome.problem && <Trouble problem={outcome.problem} retry={outcome.reload} />}
        {outcome.loading && <Skeleton lines={2} />}
        {fresh && (
          <>
            <p>
              {value.refused.length
                ? t('exportSome', { n: value.written, all: value.written + value.refused.length })
                : t('exportAll', { n: value.written })}
            </p>
            {[...value.refused, ...value.notes].length > 0 && (
              <ul class="list small export-notes">
                {[...value.refused, ...value.notes].map((one, n) => (
                  <li key={n}>
                    {one.name && <b>{one.name}: </b>}
                    {one.said}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      {fresh && value.written > 0 && (
        <a class="btn wide" href={api.exportLink(bank, wanted)} download={value.file}>
          <Icon of={luring} />
          {t('exportGo')}
        </a>
      )}
    </Dialog>
  );
}
