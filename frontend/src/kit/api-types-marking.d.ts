/** What the marking pages read of the API; names as in its schemas. */

export interface Named {
  slug: string;
  title: string;
}

export interface Answerer {
  name: string | null;
  unit: string | null;
  alias: string | null;
}

export interface QueuedRead {
  id: string;
  course: Named;
  quiz: Named;
  question: string;
  stem: string;
  who: Answerer;
  waiting_since: string;
  markers: number;
  state: 'waiting' | 'third' | 'settled' | 'dropped';
  begun: boolean;
  busy: string | null;
}

export interface GroupRead {
  course: Named;
  quiz: Named;
  activity: string;
  question: string;
  stem: string;
  waiting: number;
  done: number;
  first: string | null;
}

export interface LevelRead {
  id: string;
  html: string;
  points: number;
}

export interface CriterionRead {
  id: string;
  html: string;
  levels: LevelRead[];
}

export interface OwnMarks {
  levels: Record<string, string>;
  comment: string;
  revision: number;
  given: boolean;
}

export interface GivenMarks {
  marker: string;
  levels: Record<string, string>;
  comment: string;
  credit: number;
  counts: boolean;
}

export interface ProgressRead {
  waiting: number;
  done: number;
}

export interface TaskRead {
  id: string;
  course: Named;
  quiz: Named;
  question: string;
  html: string;
  points: number;
  rubric: CriterionRead[];
  model_answer: string | null;
  response: string;
  words: number;
  word_bounds: number[];
  who: Answerer;
  waiting_since: string;
  markers: number;
  state: 'waiting' | 'third' | 'settled' | 'dropped';
  busy: string | null;
  mine: OwnMarks | null;
  given: GivenMarks[];
  credit: number | null;
  progress: ProgressRead;
  next: string | null;
}

export interface MarksGiven {
  state: 'waiting' | 'third' | 'settled' | 'dropped';
  credit: number | null;
  next: string | null;
}

export interface RegradableQuestion {
  id: string;
  kind: string;
  stem: string;
  points: number;
  html: string;
  key: string;
}

export interface RegradeRead {
  id: string;
  question: string;
  stem: string;
  mode: 'current_key' | 'full_credit' | 'leave_out';
  reason: string;
  by: string;
  at: string;
  attempts: number;
  done: number;
  finished_at: string | null;
}

export interface RegradeDesk {
  course: Named;
  quiz: Named;
  version: number;
  questions: RegradableQuestion[];
  regrades: RegradeRead[];
}

export interface RegradeCounts {
  attempts: number;
  changed: number;
  better: number;
  worse: number;
  newly_passed: number;
  no_longer_passed: number;
  incomparable: number;
  marking: number;
}

export interface RegradeRow {
  attempt: string;
  name: string;
  unit: string;
  chance: number;
  score_before: number | null;
  score: number | null;
  passed_before: boolean;
  passed: boolean;
}

export interface RegradePreview {
  basis: string;
  counts: RegradeCounts;
  key: string | null;
  items: RegradeRow[];
  next: string | null;
}

export interface LateRow {
  attempt: string;
  course: Named;
  quiz: Named;
  name: string;
  unit: string;
  chance: number;
  closed_at: string;
  score: number | null;
  passed: boolean | null;
  words: string;
}

export interface LateEntry {
  kind: string;
  place: number | null;
  device: string;
  seq: number;
  occurred_at: string;
  received_at: string;
  refused: string | null;
}

export interface LateEvidence {
  row: LateRow;
  started_at: string;
  submitted_at: string | null;
  time_limit_minutes: number | null;
  elapsed_seconds: number | null;
  device_elapsed_seconds: number | null;
  missing: number;
  clocks_disagree: boolean;
  counted: number;
  arrived: number;
  questions: number;
  score_if_accepted: number | null;
  passed_if_accepted: boolean;
  must_mark: number;
  entries: LateEntry[];
}
