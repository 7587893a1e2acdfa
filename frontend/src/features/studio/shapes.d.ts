/** Shapes of the API's answers that the studio's list, outline and history read. */

export type DraftStateName = 'editing' | 'in_review' | 'approved';

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
  changed_by: string;
  changed_at: string;
  audience: { id: string; name: string } | null;
}

export interface OutlineActivity {
  slug: string;
  /** Null: its file has none that can be read. */
  id: string | null;
  kind: string;
  title: string;
  title_en: string | null;
  summary: string;
  minutes: number | null;
  required: boolean;
  files: { id?: string; en?: string | null };
  changed: boolean;
  findings: number;
}

export interface OutlineModule {
  slug: string;
  id: string | null;
  title: string;
  title_en: string | null;
  summary: string;
  findings: number;
  revision: number;
  activities: OutlineActivity[];
}

export interface DraftOutline extends DraftRow {
  revision: number;
  minutes: number;
  jp: number;
  jp_by_minutes: number;
  course: Record<string, any>;
  course_revision: number;
  modules: OutlineModule[];
  present: { name: string; path: string | null; since: string }[];
}

export interface DraftFinding {
  path: string;
  line: number;
  field: string | null;
  code: string;
  what: string;
  instead: string;
}

export interface DraftCheck {
  revision: number;
  findings: DraftFinding[];
  changed: { path: string; kind: 'added' | 'changed' | 'removed' }[];
  anew: number;
}

export interface Template {
  template: string;
  title: string;
  summary: string;
  modules: number;
  activities: number;
  minutes: number;
  jp: number;
}

export interface Templates {
  templates: Template[];
  audiences: { id: string; name: string }[];
}

export interface HistoryRow {
  number: number;
  act: string;
  note: string | null;
  paths: string[];
  by: string | null;
  at: string;
}

export interface HistoryFile {
  path: string;
  kind: 'added' | 'changed' | 'removed';
  /** Unified: each line begins with ` `, `+`, `-` or `@`. */
  lines: string[];
}

export interface HistoryEntry extends HistoryRow {
  files: HistoryFile[];
}

export interface VersionRow {
  version: number;
  published_at: string;
  published_by: string | null;
  note: string | null;
}

export interface Conflict {
  path: string;
  mine: string | null;
  theirs: string | null;
}

export interface Rebase {
  conflicts: Conflict[];
  outline: DraftOutline | null;
}
