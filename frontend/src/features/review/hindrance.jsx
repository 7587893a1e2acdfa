/** What stands in the way of a step, with the findings where those are it. */
import { ApiProblem } from '../../kit/api.js';
import { useLoaded } from '../../kit/load.js';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Findings } from './findings.jsx';

const UNFINISHED = 'course-draft-unfinished';

/** The findings of the draft as it is. @param {{review: api.Review}} props */
function Found({ review: { id, changed } }) {
  const check = useLoaded(`check ${id}`, (signal) => api.check(id, signal));
  return check.value ? <Findings id={id} list={check.value.findings} files={changed} /> : null;
}

/** @param {{review: api.Review, problem: Error|null}} props */
export const Hindrance = ({ review, problem }) =>
  problem && (
    <>
      <Trouble problem={problem} />
      {problem instanceof ApiProblem && problem.slug === UNFINISHED && <Found review={review} />}
    </>
  );
