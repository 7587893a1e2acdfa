/** The editor of one activity: its text with all that helps, or its file as it is. */
import { useEffect, useState } from 'preact/hooks';
import { useLoaded } from '../../kit/load.js';
import { titleOf } from '../../kit/titles.js';
import { NotFound } from '../../ui/not-found.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import { Segments } from '../../ui/segments.jsx';
import { FileDesk } from './file-desk.jsx';
import { FORMS } from './kinds.js';
import { NoTranslation } from './translation.jsx';
import { outlineOf } from './use-editor.js';
import { t } from './words.js';

/** @typedef {'id'|'en'} Language */

const asked = () => new URLSearchParams(location.search);

/** @param {{chosen: Language, choose: (language: Language) => void}} props */
const Languages = ({ chosen, choose }) => (
  <Segments
    label={t('language')}
    ways={/** @type {Language[]} */ (['id', 'en']).map((one) => [one, t(`language.${one}`)])}
    chosen={chosen}
    choose={choose}
  />
);

/** @param {{params: {id: string, module: string, activity: string}}} props */
export default function EditorPage({ params }) {
  const { id, module, activity: slug } = params;
  const { value, problem, reload } = useLoaded(`susunan ${id}`, (signal) => outlineOf(id, signal));
  const [chosen, setChosen] = useState(/** @type {Language} */ (asked().get('bahasa') ?? 'id'));
  const [present, setPresent] = useState(value?.present ?? null);
  useEffect(() => {
    const address = new URL(location.href);
    if (chosen === 'en') address.searchParams.set('bahasa', 'en');
    else address.searchParams.delete('bahasa');
    if (address.href !== location.href) history.replaceState(null, '', address);
  }, [chosen]);

  const place = value?.modules.find((one) => one.slug === module);
  const activity = place?.activities.find((one) => one.slug === slug);
  if (value && !activity) return <NotFound />;
  const title = (activity && titleOf(activity)) || (value ? slug : undefined);
  // A lesson's translation is a file of its own; the other kinds have both languages in one.
  const isLesson = activity?.kind === 'lesson';
  const path = activity && (isLesson && chosen === 'en' ? activity.files.en : activity.files.id);
  const speaks = isLesson || (activity !== undefined && FORMS.includes(activity.kind));
  const draft = value && { ...value, present: present ?? value.present };
  return (
    <Studio
      id={id}
      draft={draft}
      place="outline"
      title={title}
      actions={speaks && <Languages chosen={chosen} choose={setChosen} />}
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value && activity && path && (
        <FileDesk
          key={path}
          draft={value}
          module={module}
          activity={activity}
          path={path}
          language={speaks ? chosen : 'id'}
          line={Number(asked().get('baris')) || null}
          quote={asked().get('kutip') ?? ''}
          here={setPresent}
        />
      )}
      {value && activity && !path && (
        <NoTranslation id={id} source={activity.files.id} done={() => void reload()} />
      )}
    </Studio>
  );
}
