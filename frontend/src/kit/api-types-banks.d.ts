/** Shapes of the API's answers that the pages of question banks read. */

export interface BankOwner {
  kind: 'course' | 'agency' | 'house';
  id: string | null;
  name: string;
}

export interface BankRead {
  slug: string;
  title: string;
  owner: BankOwner;
  origin: 'files' | 'studio';
  editable: boolean;
  retired: boolean;
  active: number;
  retired_questions: number;
  due: number;
  quizzes: number;
  created_at: string;
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface Facets {
  kind: FacetValue[];
  competency: FacetValue[];
  difficulty: FacetValue[];
  tag: FacetValue[];
  status: FacetValue[];
  due: number;
  found: number;
}

export interface Measured {
  attempts: number;
  /** Share of the points that people earned, 0 to 1. */
  facility: number;
}

export interface QuestionRow {
  id: string;
  reference: string;
  kind: string;
  stem: string;
  competency: string;
  difficulty: string;
  tags: string[];
  review_on: string;
  due: boolean;
  author: string;
  status: 'active' | 'retired';
  version: number;
  quizzes: number;
  updated_at: string;
  measured: Measured | null;
}

export interface QuestionPage {
  items: QuestionRow[];
  next: string | null;
  facets: Facets | null;
}

export interface VersionRow {
  number: number;
  note: string;
  made_by: string | null;
  made_at: string;
}

export interface VersionRead extends VersionRow {
  source: Record<string, any>;
}

/** Another area has a schema of this name, so the document calls ours by its module. */
export type QuestionRead = QuestionRow & { revision: number; current: VersionRead };

export interface Difference {
  path: (string | number)[];
  before: any;
  after: any;
}

export interface Differences {
  before: VersionRow;
  after: VersionRow;
  differences: Difference[];
}

export interface Use {
  course: string;
  course_title: string;
  quiz: string;
  quiz_title: string;
}

export interface FindingRead {
  path: (string | number)[];
  code: string;
  words: string;
}

export interface Preview {
  html: string | null;
  key: string | null;
  explanation: string | null;
  feedback: Record<string, string>;
  findings: FindingRead[];
}

export interface PictureRead {
  file: string;
  link: string;
  bytes: number;
  alt: string;
  licence: string;
  figure: string;
}

export interface BulkAnswer {
  changed: string[];
  unchanged: string[];
  missing: string[];
}

export interface ImportedQuestion {
  index: number | null;
  line: number;
  name: string;
  kind: string;
  stem: string;
  status: 'taken' | 'duplicate' | 'refused';
  id: string | null;
  why: string[];
  notes: string[];
}

export interface ImportRead {
  dry_run: boolean;
  format: string;
  taken: number;
  duplicates: number;
  refused: number;
  left_out: number;
  pictures: number;
  questions: ImportedQuestion[];
  notes: string[];
}

export interface ExportNote {
  place: number;
  name: string;
  said: string;
}

export interface ExportRead {
  format: string;
  file: string;
  written: number;
  refused: ExportNote[];
  notes: ExportNote[];
}
