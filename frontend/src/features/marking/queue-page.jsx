/** Penilaian: the questions with responses to mark, those with something to do first. */
import { ok } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { Lists } from './frame.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').GroupRead} Group */

/** @param {{group: Group}} props */
function Row({ group }) {
  const { waiting, done, first } = group;
  return (
    <li class="askd">
      <div>
        <p class="small soft">
          {group.course.title} · {group.quiz.title}
        </p>
        <h2>{group.stem || group.question}</h2>
        {waiting > 0 && (
          <progress
            max={waiting + done}
            value={done}
            aria-label={t('progress', { done, waiting })}
          />
        )}
        <p class="small">
          {waiting > 0 ? (
            t('counts', { waiting, done })
          ) : (
            <span class="tag ok">
              <Icon of={ok} />
              {t('allDone', { done })}
            </span>
          )}
        </p>
      </div>
      {first && (
        <a class="btn" href={places.response(first)}>
          {t(done ? 'goOn' : 'begin')}
        </a>
      )}
    </li>
  );
}

export default function QueuePage() {
  const { value, problem, reload } = useLoaded('marking groups', api.groups);
  return (
    <Lists>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={6} />}
      {value?.length === 0 && <Empty text={t('nothing')} />}
      {value && value.length > 0 && (
        <ul class="list">
          {value.map((group) => (
            <Row key={group.activity + group.question} group={group} />
          ))}
        </ul>
      )}
    </Lists>
  );
}
