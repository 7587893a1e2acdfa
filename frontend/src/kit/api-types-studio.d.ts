/** Shapes of the API's answers that the studio's pages read. */

export type DraftStateName = 'editing' | 'in_review' | 'approved';

export interface DraftAudience {
  id: string;
  name: string;
}

export interface DraftRow {
  id: string;
  slug: string;
  title: string;
  state: DraftStateName;
  /** Version the draft began from; null for a new course. */
  based_on: number | null;
  /** Version that is published now. */
  current: number | null;
  outdated: boolean;
  revision: number;
  changed_by: string;
  changed_at: string;
  audience: DraftAudience | null;
}

export interface ActivityFiles {
  id: string;
  en: string | null;
}

export interface OutlineActivity {
  slug: string;
  /** Null: its file has none that can be read. */
  id: string | null;
  kind: string;
  title: string;
  title_en: string | null;
  summary: string;
  /** Null while it has findings. */
  minutes: number | null;
  required: boolean;
  files: ActivityFiles;
  changed: boolean;
  /** A template's request to write something still stands in it. */
  unwritten: boolean;
  /** Banks of the draft that a quiz asks from; `findings` counts what is found in them too. */
  banks: string[];
  findings: number;
}

export interface OutlineModule {
  slug: string;
  id: string | null;
  title: string;
  title_en: string | null;
  summary: string;
  summary_en: string | null;
  revision: number;
  findings: number;
  activities: OutlineActivity[];
}

export interface DraftPerson {
  name: string;
  path: string | null;
  since: string;
}

export interface DraftOutline {
  id: string;
  slug: string;
  title: string;
  state: DraftStateName;
  based_on: number | null;
  current: number | null;
  outdated: boolean;
  revision: number;
  changed_by: string;
  changed_at: string;
  audience: DraftAudience | null;
  minutes: number;
  jp: number;
  jp_by_minutes: number;
  course: Record<string, any>;
  unwritten: boolean;
  modules: OutlineModule[];
  present: DraftPerson[];
}

export interface CourseTemplate {
  template: string;
  title: string;
  summary: string;
  modules: number;
  activities: number;
  minutes: number;
  jp: number;
}

export interface CourseTemplates {
  templates: CourseTemplate[];
  audiences: DraftAudience[];
}

export interface CourseFinding {
  path: string;
  line: number;
  field: string | null;
  code: string;
  what: string;
  instead: string;
}

export interface CourseDraftCheck {
  revision: number;
  findings: CourseFinding[];
}

export interface HistoryRow {
  number: number;
  act: string;
  note: string | null;
  paths: string[];
  by: string;
  at: string;
}

export interface HistoryFile {
  path: string;
  kind: 'added' | 'changed' | 'removed';
  /** Unified: each begins with a space, `+`, `-` or `@`. Empty for what is no text. */
  lines: string[];
}

export interface HistoryEntry {
  number: number;
  files: HistoryFile[];
}

export interface CourseVersion {
  version: number;
  published_at: string;
  published_by: string | null;
  note: string | null;
}

export interface CourseVersions {
  items: CourseVersion[];
}

export interface FileConflict {
  path: string;
  mine: string | null;
  theirs: string | null;
}

export interface DraftRebased {
  conflicts: FileConflict[];
  /** Null: there are conflicts without a choice, and nothing was changed. */
  outline: DraftOutline | null;
}
