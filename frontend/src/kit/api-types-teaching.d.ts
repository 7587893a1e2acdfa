/** Shapes of the API's answers that the teaching pages read. */

export interface LearnerCounts {
  active: number;
  completed: number;
  /** Of the active ones, those who learn in an earlier version. */
  earlier: number;
}

export interface AttemptCounts {
  open: number;
  marking: number;
  closed: number;
  learners: number;
}

export interface TaughtCourse {
  id: string;
  slug: string;
  title: string;
  status: 'draft' | 'active' | 'retired';
  version: number;
  published_at: string;
  jp: number;
  learners: LearnerCounts;
  quizzes: number;
  drafts: number;
  marking: number;
}

export interface DraftMark {
  by: string;
  at: string;
}

export interface TaughtQuiz {
  questions: number;
  banks: number;
  drawn: boolean;
  /** Percent. */
  pass_mark: number;
  /** Null: unlimited. */
  chances: number | null;
  /** Minutes. */
  time_limit: number | null;
  attempts: AttemptCounts;
  draft: DraftMark | null;
}

export interface TaughtActivity {
  id: string;
  slug: string;
  kind: string;
  title: string;
  minutes: number;
  required: boolean;
  quiz: TaughtQuiz | null;
}

export interface TaughtModule {
  slug: string;
  title: string;
  activities: TaughtActivity[];
}

export interface TaughtCourseDetail {
  id: string;
  slug: string;
  title: string;
  status: 'draft' | 'active' | 'retired';
  origin: 'files' | 'studio';
  version: number;
  published_at: string;
  published_by: string | null;
  note: string | null;
  jp: number;
  minutes: number;
  learners: LearnerCounts;
  modules: TaughtModule[];
}
