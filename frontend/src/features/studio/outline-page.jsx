/** Susunan: the modules and activities of a course's draft, in order. */
import { useState } from 'preact/hooks';
import { warn } from '../../icons.json';
import { tree } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import { Beside } from './beside.jsx';
import { ModuleList } from './module-list.jsx';
import { NowBar } from './now-bar.jsx';
import { RebaseDialog } from './rebase-dialog.jsx';
import { GivenBack } from './save-state.jsx';
import { useOutline } from './use-outline.js';
import { t } from './words.js';

/** @param {{params: {id: string}}} props */
export default function OutlinePage({ params: { id } }) {
  const hand = useOutline(id);
  const [rebasing, setRebasing] = useState(false);
  const outline = hand.shown;
  return (
    <Studio
      id={id}
      draft={outline}
      place="outline"
      words={
        outline?.audience && (
          <span class="tag soft">
            <Icon of={tree} />
            {t('region', { name: outline.audience.name })}
          </span>
        )
      }
    >
      {hand.problem && <Trouble problem={hand.problem} retry={() => void hand.reload()} />}
      {!outline && !hand.problem && <Skeleton lines={10} />}
      {outline && (
        <div class="studio-desk">
          <div class="flow">
            <NowBar hand={hand} outline={outline} />
            {outline.outdated && (
              <div class="note flow">
                <p>
                  <Icon of={warn} />{' '}
                  {t('outdatedWords', { n: outline.current ?? 0, base: outline.based_on ?? 0 })}
                </p>
                <button class="btn line low" type="button" onClick={() => setRebasing(true)}>
                  {t('rebaseGo')}
                </button>
              </div>
            )}
            <GivenBack list={hand.givenBack} dismiss={hand.dismiss} />
            {outline.modules.length === 0 && <Empty text={t('noModules')} />}
            <ModuleList outline={outline} act={hand.act} />
          </div>
          <Beside outline={outline} />
        </div>
      )}
      {rebasing && outline && (
        <RebaseDialog
          outline={outline}
          done={(read) => {
            hand.take(read);
            setRebasing(false);
          }}
          close={() => setRebasing(false)}
        />
      )}
    </Studio>
  );
}
