/** Kursus for admins: what is published, and who sees it. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as api from '../../kit/manage-api.js';
import { known, t } from '../../kit/manage-i18n.js';
import { format } from '../../kit/session.js';
import { AgencyOptions } from '../../ui/agency-options.jsx';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Manage, Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';

/** @typedef {import('../../kit/api-types').ManagedCourse} ManagedCourse */

/** @param {{course: ManagedCourse, done: () => void, close: () => void}} props */
function AudienceDialog({ course, done, close }) {
  const agencies = useLoaded('agencies', api.agencies);
  const { busy, problem, run } = useAct();
  async function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const agency = String(form.get('agency') ?? '') || null;
    const saved = await run(async () => {
      await api.setAudience(course.slug, agency);
      return true;
    });
    if (saved) done();
  }
  return (
    <Dialog title={course.title} close={close}>
      {agencies.problem && <Trouble problem={agencies.problem} retry={agencies.reload} />}
      {!agencies.value && !agencies.problem && <Skeleton lines={3} />}
      {agencies.value && (
        <form class="flow" onSubmit={(sent) => void save(sent)}>
          <Field name="agency" as="select" label={t('audience')} hint={t('audienceHint')}>
            <option value="">{t('everyone')}</option>
            <AgencyOptions agencies={agencies.value} chosen={course.audience?.id ?? null} />
          </Field>
          {problem && <Trouble problem={problem} />}
          <button class="btn wide" aria-disabled={busy}>
            {t(busy ? 'saving' : 'save')}
          </button>
        </form>
      )}
    </Dialog>
  );
}

export default function AudiencePage() {
  const list = useLoaded('courses', api.courses);
  const [edited, setEdited] = useState(/** @type {ManagedCourse|null} */ (null));
  const done = () => {
    setEdited(null);
    announce(t('saved'));
    void list.reload();
  };
  return (
    <Manage title={t('audiences')} words={t('audiencesWords')}>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!list.value && !list.problem && <Skeleton lines={6} />}
      {list.value?.length === 0 && <Empty text={t('noCourses')} />}
      {list.value && list.value.length > 0 && (
        <Table
          label={t('audiences')}
          heads={[t('course'), 'JP', t('version'), t('status'), t('audience'), t('changedOn')]}
        >
          {list.value.map((course) => (
            <tr key={course.id}>
              <th scope="row">{course.title}</th>
              <td class="r">{course.jp}</td>
              <td class="r">{course.version || '–'}</td>
              <td>{known(`course.${course.status}`, course.status)}</td>
              <td>
                <button
                  class="link"
                  type="button"
                  aria-label={`${t('change')}: ${course.title}`}
                  onClick={() => setEdited(course)}
                >
                  {course.audience?.name ?? t('everyone')}
                </button>
              </td>
              <td>{format.value.date(course.updated_at)}</td>
            </tr>
          ))}
        </Table>
      )}
      {edited && <AudienceDialog course={edited} done={done} close={() => setEdited(null)} />}
    </Manage>
  );
}
