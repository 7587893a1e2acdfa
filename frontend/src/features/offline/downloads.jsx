/** Courses on this device: sizes before, progress while, versions after. */
import { useEffect, useState } from 'preact/hooks';
import { again, check, luring, pause, play } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Section } from '../../ui/page.jsx';
import { Trouble } from '../../ui/states.jsx';
import { useDownloads } from './use-downloads.js';

/** @typedef {import('../../offline/downloads.js').Download} Download */
/** @typedef {import('../../offline/downloads.js').Manifest} Manifest */
/** @typedef {import('../../offline/downloads.js').Extra} Extra */

const percent = (/** @type {Download} */ { arrived, total }) =>
  Math.min(100, Math.floor((100 * arrived) / Math.max(total, 1)));

const STATES = {
  done: { tone: 'ok', icon: check },
  loading: { tone: 'go', icon: luring },
  waiting: { tone: 'wait', icon: pause },
  paused: { tone: 'wait', icon: pause },
};

/** @param {{download: Download, isOld: boolean, stop: () => void, go: () => void, remove: () => void}} props */
function Row({ download, isOld, stop, go, remove }) {
  const { manifest, extras, state, arrived, total } = download;
  const { title, link, slug } = manifest.course;
  const { tone, icon } = STATES[state];
  const words = {
    done: t(isOld ? 'updateThere' : 'ready'),
    loading: t('loading', { percent: percent(download) }),
    waiting: t('waitingLine'),
    paused: t('paused'),
  }[state];
  const isRunning = state === 'loading' || state === 'waiting';
  const isResting = state === 'paused' || isOld;
  const what = [t('text'), ...extras.filter((e) => manifest.sizes[e]).map((e) => known(e))];
  return (
    <li>
      <div class="row">
        <div class="grow">
          <h3>
            <a href={link}>{title}</a>
          </h3>
          <p class="small soft">
            {what.join(', ')} · {state === 'done' ? '' : `${format.value.bytes(arrived)} / `}
            {format.value.bytes(total)}
          </p>
        </div>
        {isRunning && (
          <button
            class="ib"
            type="button"
            aria-label={t('pause', { course: title })}
            onClick={stop}
          >
            <Icon of={pause} />
          </button>
        )}
        {isResting && (
          <button
            class="ib"
            type="button"
            aria-label={t(isOld ? 'update' : 'resume', { course: title })}
            onClick={go}
          >
            <Icon of={isOld ? again : play} />
          </button>
        )}
      </div>
      {state !== 'done' && <progress max={total} value={arrived} aria-label={words} />}
      <p class={`tag ${isOld && state === 'done' ? 'wait' : tone}`}>
        <Icon of={icon} /> {words}
      </p>
      <p class="small row wrapf">
        <a href={paths.incidents(slug)}>{t('paper')}</a>
        <button class="btn line low push" type="button" onClick={remove}>
          {t('remove')}
        </button>
      </p>
    </li>
  );
}

export function Downloads() {
  const { list, offered, space, old, isAble, problem, begin, stop, remove } = useDownloads();
  const [install, setInstall] = useState(/** @type {any} */ (null));
  const [Choice, setChoice] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (offered) void import('./choice.jsx').then((found) => setChoice(() => found.Choice));
  }, [offered]);
  useEffect(() => {
    const hold = (/** @type {Event} */ asked) => {
      asked.preventDefault();
      setInstall(asked);
    };
    addEventListener('beforeinstallprompt', hold);
    return () => removeEventListener('beforeinstallprompt', hold);
  }, []);
  if (!isAble) {
    return (
      <Section id="unduhan" title={t('downloads')}>
        <p class="note small">{t('cannot')}</p>
      </Section>
    );
  }
  return (
    <Section id="unduhan" title={t('downloads')}>
      <div class="flow">
        {problem && <Trouble problem={problem} />}
        {offered && Choice && (
          <Choice manifest={offered} free={space?.free ?? null} begin={begin} />
        )}
        {list.length > 0 ? (
          <ul class="list">
            {list.map((download) => {
              const { slug } = download.manifest.course;
              return (
                <Row
                  key={slug}
                  download={download}
                  isOld={old.includes(slug)}
                  stop={() => stop(slug)}
                  go={() => void begin(download.extras, slug)}
                  remove={() => void remove(slug)}
                />
              );
            })}
          </ul>
        ) : (
          !offered && <p class="soft">{t('none')}</p>
        )}
        {space && (
          <p class="small soft">
            {t('used', {
              used: format.value.bytes(space.used),
              quota: format.value.bytes(space.quota),
            })}
          </p>
        )}
        {install && list.some(({ state }) => state === 'done') && (
          <p class="small">
            <button
              class="btn line low"
              type="button"
              onClick={() => {
                install.prompt();
                setInstall(null);
              }}
            >
              {t('install')}
            </button>{' '}
            {t('installWords')}
          </p>
        )}
      </div>
    </Section>
  );
}
