/** The Indonesian text beside its translation. */
import { useLoaded } from '../../kit/load.js';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { split } from './front.js';
import { t } from './words.js';

/** @param {{id: string, path: string}} props */
export function Original({ id, path }) {
  const { value, problem, reload } = useLoaded(`asli ${path}`, (signal) =>
    api.file(id, path, signal),
  );
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!value) return <Skeleton lines={6} />;
  return (
    <div class="original" lang="id" tabIndex={0} role="region" aria-label={t('shows.original')}>
      {split(value.text)?.body ?? value.text}
    </div>
  );
}
