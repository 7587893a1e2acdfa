/** One file of a draft: what it is, what it weighs, where it is shown. */
import { useState } from 'preact/hooks';
import { edit, file, play, scene, x } from '../../icons.json';
import { audio, chat } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { titleOf } from '../../kit/titles.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { WordFields, filledIn, useMissing } from './attach-dialog.jsx';
import { known, t } from './words.js';

const ICONS = /** @type {Record<string, string>} */ ({
  picture: scene,
  sound: audio,
  film: play,
  document: file,
  captions: chat,
});

/** Where a text of the draft is edited. @param {string} id @param {string} path @param {api.Draft|null} draft */
function placeOf(id, path, draft) {
  for (const module of draft?.modules ?? []) {
    for (const activity of module.activities) {
      const { id: first, en } = activity.files;
      if (path === first || path === en) {
        const language = path === en ? 'en' : 'id';
        const title = language === 'en' ? `${titleOf(activity)} (EN)` : titleOf(activity);
        return { title, href: paths.studioText(id, module.slug, activity.slug, language) };
      }
    }
  }
  return null;
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {api.Asset} props.asset
 * @param {api.Draft|null} props.draft
 * @param {api.Asset[]} props.all
 * @param {() => Promise<void>} props.reload
 * @param {() => Promise<void>} props.gone it was taken away, and this row with it
 */
export function AssetRow({ id, asset, draft, all, reload, gone }) {
  const [open, setOpen] = useState(/** @type {'change'|'remove'|null} */ (null));
  const module = draft?.modules.find(({ slug }) => slug === asset.module);
  const named = module ? titleOf(module) : asset.module;
  const place = asset.bank ? t('ofBank', { name: asset.bank }) : named;
  const told = [
    known(`kind.${asset.kind}`),
    format.value.bytes(asset.bytes),
    asset.width && `${asset.width} × ${asset.height}`,
    asset.seconds && t('minutes', { time: clock(asset.seconds) }),
    asset.pages && t('pages', { count: asset.pages }),
  ].filter(Boolean);
  return (
    <li class="media-row">
      <span class="media-thumb">
        {asset.link && asset.kind === 'picture' ? (
          <img
            src={asset.link}
            alt=""
            loading="lazy"
            onError={({ currentTarget }) => currentTarget.remove()}
          />
        ) : (
          <Icon of={ICONS[asset.kind] ?? file} />
        )}
      </span>
      <div class="grow">
        <h3>{asset.title ?? asset.name}</h3>
        <p class="small soft">
          {told.join(' · ')}
          {' · '}
          {place ?? t('wholeCourse')}
        </p>
        <p class="small">
          {asset.used_in.length === 0 ? (
            <span class="soft">{t('unused')}</span>
          ) : (
            <>
              {t('usedIn')} <Uses id={id} asset={asset} draft={draft} />
            </>
          )}
        </p>
      </div>
      <div class="media-deeds">
        {asset.title !== null && (
          <button
            class="ib"
            type="button"
            aria-label={t('change', { name: asset.title })}
            onClick={() => setOpen('change')}
          >
            <Icon of={edit} />
          </button>
        )}
        {asset.used_in.length === 0 && (
          <button
            class="ib"
            type="button"
            aria-label={t('remove', { name: asset.title ?? asset.name })}
            onClick={() => setOpen('remove')}
          >
            <Icon of={x} />
          </button>
        )}
      </div>
      {open === 'change' && (
        <ChangeDialog id={id} asset={asset} all={all} reload={reload} close={() => setOpen(null)} />
      )}
      {open === 'remove' && (
        <RemoveDialog id={id} asset={asset} gone={gone} close={() => setOpen(null)} />
      )}
    </li>
  );
}

const clock = (/** @type {number} */ seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** @param {{id: string, asset: api.Asset, draft: api.Draft|null}} props */
function Uses({ id, asset, draft }) {
  return (
    <>
      {asset.used_in.map((path, number) => {
        const found = placeOf(id, path, draft);
        const [folder, bank = ''] = path.split('/');
        const file = path.split('/').pop()?.replace('.media.yaml', '');
        const name = folder === 'banks' ? t('ofBank', { name: bank }) : file;
        return (
          <span key={path}>
            {number > 0 && ', '}
            {found ? <a href={found.href}>{found.title}</a> : name}
          </span>
        );
      })}
    </>
  );
}

/** @param {{id: string, asset: api.Asset, all: api.Asset[], reload: () => Promise<void>, close: () => void}} props */
function ChangeDialog({ id, asset, all, reload, close }) {
  const { busy, problem, run } = useAct();
  const { form, missing, setMissing } = useMissing();
  async function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const { said, missing: wanting } = filledIn(
      /** @type {HTMLFormElement} */ (sent.currentTarget),
    );
    setMissing(wanting);
    if (wanting.length) return;
    const words = {
      title: said.title,
      licence: said.licence,
      transcript: said.transcript || null,
      captions: said.captions || null,
    };
    if (await run(() => api.change(id, asset, words))) {
      close();
      await reload();
    }
  }
  return (
    <Dialog title={asset.title ?? asset.name} close={close}>
      <form ref={form} class="flow" noValidate onSubmit={(sent) => void save(sent)}>
        <WordFields
          kind={asset.kind}
          module={asset.module}
          assets={all}
          missing={missing}
          given={asset}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t('save')}
        </button>
      </form>
    </Dialog>
  );
}

/** @param {{id: string, asset: api.Asset, gone: () => Promise<void>, close: () => void}} props */
function RemoveDialog({ id, asset, gone, close }) {
  const { busy, problem, run } = useAct();
  const name = asset.title ?? asset.name;
  async function remove() {
    if (await run(() => api.remove(id, asset))) {
      close();
      await gone();
    }
  }
  return (
    <Dialog title={t('remove', { name })} close={close}>
      <p>{t('removeWords')}</p>
      {problem && <Trouble problem={problem} />}
      <button class="btn wide" type="button" aria-disabled={busy} onClick={() => void remove()}>
        {t('removeGo')}
      </button>
    </Dialog>
  );
}
