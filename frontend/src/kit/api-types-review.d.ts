/** What the pages of review, publishing and import read of the API's answers. */

export interface ReviewRead {
  id: string;
  slug: string;
  title: string;
  state: 'editing' | 'in_review' | 'approved';
  revision: number;
  current: number | null;
  outdated: boolean;
  rights: ReviewRights;
  steps: ReviewStepRead[];
  open_comments: number;
  changed: ChangedFile[];
  /** Paths in which a template's request to write something still stands. */
  unwritten: string[];
  schedule: PublishScheduleRead | null;
  published: PublishedRead | null;
}

export interface ReviewRights {
  ask: boolean;
  withdraw: boolean;
  judge: boolean;
  publish: boolean;
  publish_unreviewed: boolean;
  shelve: boolean;
}

export interface ReviewStepRead {
  act: string;
  version: number | null;
  note: string;
  by: string;
  at: string;
}

export interface ChangedFile {
  path: string;
  kind: 'added' | 'changed' | 'removed';
  title: string | null;
  text: boolean;
  new: number;
  gone: number;
}

export interface PublishScheduleRead {
  at: string;
  by: string;
  stale: boolean;
  failure: string | null;
}

export interface PublishedRead {
  version: number;
  at: string;
  by: string | null;
  note: string | null;
  shelved: boolean;
  learners: number;
}

export interface FileDifferences {
  path: string;
  lines: DifferenceLine[];
}

export interface DifferenceLine {
  how: 'same' | 'new' | 'gone' | 'skip';
  text: string;
  before: number | null;
  after: number | null;
}

export interface PageBlock {
  id: string;
  line: number;
  changed: boolean;
}

export interface LessonPage {
  path: string;
  revision: number;
  html: string | null;
  blocks: PageBlock[];
}

export interface CommentThread {
  id: string;
  path: string | null;
  line: number | null;
  line_now: number | null;
  quote: string;
  body: string;
  by: string;
  by_you: boolean;
  at: string;
  resolved_by: string | null;
  replies: CommentReply[];
}

export interface CommentReply {
  id: string;
  body: string;
  by: string;
  at: string;
}

export interface CourseDraftPublished {
  version: number | null;
  at: string;
  learners: number;
}

export interface ImportFinding {
  path: string;
  line: number;
  code: string;
  what: string;
  instead: string;
}

export interface CourseImported {
  id: string;
  slug: string;
  title: string;
  created: boolean;
  files: number;
  left_out: string[];
  media: number;
  missing: MediaMissing[];
  findings: ImportFinding[];
  published: boolean;
}

export interface MediaMissing {
  path: string;
  sha256: string;
  title: string;
  media_type: string;
  bytes: number;
}

export interface MediaMissingList {
  items: MediaMissing[];
}

export interface CourseZip {
  bytes: number;
  media_bytes: number;
  media: number;
  missing: number;
}

export interface CourseSharing {
  audience: DraftAudience | null;
  published: boolean;
  learners: number;
  choices: DraftAudience[];
  may_change: boolean;
}

export interface DraftAudience {
  id: string;
  name: string;
}
