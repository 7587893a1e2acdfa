/** Shapes of the API's answers that the gradebook reads. Scores are basis points, 0 to 10000. */

export interface GradeColumn {
  activity: string;
  slug: string;
  title: string;
  kind: string;
  module: number;
  required: boolean;
  scored: boolean;
  has_result: boolean;
  weight: number;
  usual_weight: number;
  share: number | null;
  pass_mark: number | null;
}

export interface GradeCell {
  state: 'none' | 'begun' | 'done' | 'waiting' | 'not_passed' | 'passed' | 'absent';
  score: number | null;
  exempt: 'test_out' | 'excused' | null;
  overridden: boolean;
}

export interface GradeRead {
  score: number | null;
  missing: number;
  counted: number;
}

export interface GradebookRow {
  enrolment: string;
  name: string;
  agency: string;
  state: 'not_begun' | 'under_way' | 'completed';
  done: number;
  required: number;
  grade: GradeRead;
  cells: GradeCell[];
}

export interface GradebookCourse {
  slug: string;
  title: string;
}

export interface GradebookEntry {
  slug: string;
  title: string;
  learners: number;
  completed: number;
}

export interface GradebookRead {
  course: GradebookCourse;
  may_weigh: boolean;
  columns: GradeColumn[];
  learners: number | null;
  completed: number | null;
  items: GradebookRow[];
  next: string | null;
}

export interface GradebookAgency {
  id: string;
  name: string;
  depth: number;
}

export interface WeightsRead {
  columns: GradeColumn[];
}

export interface ActRead {
  number: number;
  kind: 'excused' | 'excuse_withdrawn' | 'overridden' | 'override_withdrawn';
  score: number | null;
  passed: boolean | null;
  reason: string;
  by: string;
  at: string;
}

export interface ReportRead {
  source: number;
  again: boolean;
  state: 'waiting' | 'not_passed' | 'passed';
  score: number | null;
  at: string;
}

export interface ResultRead {
  state: 'waiting' | 'not_passed' | 'passed';
  score: number | null;
}

export interface CellDetail {
  enrolment: string;
  name: string;
  agency: string;
  activity: string;
  title: string;
  kind: string;
  pass_mark: number | null;
  cell: GradeCell;
  otherwise: ResultRead | null;
  may_excuse: boolean;
  may_override: boolean;
  last_act: number;
  acts: ActRead[];
  reports: ReportRead[];
}
