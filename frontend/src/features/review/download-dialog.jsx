/** A course as one zip to keep: what it weighs is said before anything is fetched. */
import { useState } from 'preact/hooks';
import { luring, warn } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @param {{of: string, title: string, close: () => void}} props `of`: the address of what is kept */
export function DownloadDialog({ of, title, close }) {
  const weight = useLoaded(`zip ${of}`, (signal) => api.zipWeight(of, signal));
  const [whole, setWhole] = useState(true);
  const zip = weight.value;
  const bytes = zip ? zip.bytes + (whole ? zip.media_bytes : 0) : 0;
  return (
    <Dialog title={title} close={close}>
      <p>{t('zipWords')}</p>
      {weight.problem && <Trouble problem={weight.problem} retry={weight.reload} />}
      {!zip && !weight.problem && <Skeleton lines={2} />}
      {zip && (
        <>
          {zip.media > 0 && (
            <label class="opt">
              <input
                type="checkbox"
                checked={whole}
                onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
              />
              <span>
                {t('withMedia', { size: format.value.bytes(zip.media_bytes) })}
                <small class="soft">{t('withMediaHint', { count: zip.media })}</small>
              </span>
            </label>
          )}
          {zip.missing > 0 && (
            <p class="tag no">
              <Icon of={warn} />
              {t('zipMissing', { count: zip.missing })}
            </p>
          )}
          <a class="btn wide" href={api.zipLink(of, whole)} download onClick={close}>
            <Icon of={luring} />
            {t('downloadZip', { size: format.value.bytes(bytes) })}
          </a>
        </>
      )}
    </Dialog>
  );
}
