/** Shapes of the API's answers that the interface reads. */

export type Role =
  | 'learner'
  | 'supervisor'
  | 'trainer'
  | 'unit_admin'
  | 'admin'
  | 'partner'
  | 'auditor'
  | 'operator';

export interface Me {
  id: string;
  name: string;
  nip_masked: string | null;
  email: string | null;
  agency: { id: string; name: string; lineage: string[] };
  employment: string;
  roles: { role: Role; agency: string | null; course: string | null }[];
  language: string;
  must_change_password: boolean;
  time_zone: string;
  help_contact: string | null;
}

export interface Outcome {
  state: 'waiting' | 'not_passed' | 'passed';
  /** Basis points, 0 to 10000. */
  score: number | null;
  pass_mark: number | null;
  chances_left: number | null;
}

export interface ActivityState {
  opened: boolean;
  done: boolean;
  /** Thousandths of the lesson. */
  furthest: number;
  spot: string | null;
  outcome: Outcome | null;
}

export interface Activity {
  id: string;
  slug: string;
  kind: string;
  title: string;
  summary: string;
  minutes: number;
  bytes: number;
  required: boolean;
  link: string;
  state: ActivityState | null;
  exempt: boolean;
}

export interface Module {
  id: string;
  title: string;
  summary: string;
  done: number;
  required: number;
  activities: Activity[];
}

export interface Requirement {
  activity: string;
  kind: string;
  title: string;
  met: boolean;
  reason: string;
  text: string;
  score: number | null;
  pass_mark: number | null;
  chances_left: number | null;
  link: string;
}

export interface Requirements {
  complete: boolean;
  met: number;
  total: number;
  items: Requirement[];
}

interface CourseFacts {
  slug: string;
  title: string;
  summary: string;
  organiser: string;
  topic: string;
  competencies: string[];
  jp: number;
  minutes: number;
  activities: number;
  bytes: number;
  version: number;
  status: 'none' | 'active' | 'completed';
  done: number;
  required: number;
}

export interface CourseCard extends CourseFacts {
  modules: number;
}

export interface Enrolment {
  id: string;
  status: 'active' | 'completed' | 'withdrawn';
  enrolled_at: string;
  completed_at: string | null;
  version: number;
}

export interface CourseDetail extends CourseFacts {
  /** Sanitised HTML. */
  why: string;
  audience: string;
  outcomes: string[];
  sources: string[];
  languages: string[];
  enrolment: Enrolment | null;
  next: { link: string; title: string; module: string } | null;
  modules: Module[];
  requirements: Requirements | null;
  /** Published since; the learner may move to it. */
  newer_version: number | null;
  /** The learner chose not to move to that one. */
  newer_declined: boolean;
}

export interface Resume {
  course: { slug: string; title: string };
  module: string;
  activity: { slug: string; title: string; kind: string };
  minutes: number;
  link: string;
  place: number;
  of: number;
  /** Of each activity, in the course's order. */
  met: boolean[];
  done: number;
  required: number;
}

export interface JpBalance {
  year: number;
  earned: number;
  /** None where no rule names one. */
  target: number | null;
  kind: 'minimum' | 'maximum' | null;
  basis: string | null;
}

export interface Home {
  now: string;
  time_zone: string;
  resume: Resume | null;
  jp: JpBalance;
  courses: CourseCard[];
  certificates: number;
  unread: number;
}

export interface Certificate {
  id: string;
  number: string;
  course: { slug: string; title: string };
  jp: number;
  completed_at: string;
  issued_at: string;
  status: 'valid' | 'revoked';
  code: string;
  check_link: string;
  pdf_link: string;
}

export interface LedgerEntry {
  id: string;
  kind: 'credit' | 'reversal';
  jp: number;
  course_title: string;
  recorded_at: string;
  rule: string;
  evidence: string;
  certificate: string | null;
}

export interface Ledger extends JpBalance {
  entries: LedgerEntry[];
}

export interface Page<Row> {
  items: Row[];
  next: string | null;
}

/* The management area. */

export interface Agency {
  id: string;
  name: string;
  parent: string | null;
  /** 1 for the root. */
  depth: number;
  code: string | null;
  time_zone: string;
  help_contact: string | null;
  /** Those right there, not below. */
  people: number;
}

export interface Person {
  id: string;
  name: string;
  nip_masked: string | null;
  email: string | null;
  agency: { id: string; name: string };
  employment: string;
  status: 'active' | 'deactivated';
  has_password: boolean;
  must_change_password: boolean;
  roles: {
    id: string;
    role: Role;
    agency: { id: string; name: string } | null;
    course: string | null;
  }[];
}

export interface Row {
  line: number;
  name: string;
  nip_masked: string | null;
  unit: string;
  status: 'ready' | 'added' | 'refused';
  reason: string | null;
  message: string | null;
  person: string | null;
  code: string | null;
}

export interface RowsAnswer {
  dry_run: boolean;
  added: number;
  refused: number;
  codes_expire_at: string | null;
  rows: Row[];
}

export interface ManagedCourse {
  id: string;
  slug: string;
  title: string;
  topic: string;
  jp: number;
  status: string;
  origin: string;
  version: number;
  updated_at: string;
  audience: { id: string; name: string } | null;
}

export interface AuditEntry {
  id: string;
  at: string;
  actor: string | null;
  act: string;
  subject_kind: string;
  subject_id: string;
  subject: string | null;
  details: Record<string, string | number | boolean | null>;
}
