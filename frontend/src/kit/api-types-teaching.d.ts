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

export interface NamedItem {
  slug: string;
  title: string;
}

export interface BankChoice {
  slug: string;
  title: string;
  questions: number;
}

export interface DraftRead {
  course: NamedItem;
  quiz: NamedItem;
  source: Record<string, any>;
  published: Record<string, any>;
  /** 0: there is no draft. */
  revision: number;
  saved_by: string | null;
  saved_at: string | null;
  based_on: number;
  current: number;
  outdated: boolean;
  learners: number;
  modules: NamedItem[];
  quizzes: NamedItem[];
  banks: BankChoice[];
}

export interface DraftFinding {
  field: string | null;
  question: string | null;
  code: string;
  what: string;
  instead: string;
}

export interface BlueprintCell {
  competency: string;
  difficulty: string;
  count: number;
}

export interface BankFacets {
  slug: string;
  questions: number;
  competencies: string[];
  tags: string[];
}

export interface BankChangeRead {
  bank: string;
  added: number;
  changed: number;
  removed: number;
}

export interface DifferenceRead {
  field: string;
  before: unknown;
  after: unknown;
}

export interface DraftCheck {
  revision: number;
  findings: DraftFinding[];
  asked: number;
  found: number[];
  cells: BlueprintCell[];
  undecided: number;
  facets: BankFacets[];
  differences: DifferenceRead[];
  bank_changes: BankChangeRead[];
  also: string[];
}
