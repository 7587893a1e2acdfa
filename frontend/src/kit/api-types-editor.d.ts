/** Shapes of the API's answers that the editor of a draft's files reads. */

export interface DraftPerson {
  name: string;
  /** The file somebody has open; null: the outline. */
  path: string | null;
}

export interface ActivityFiles {
  id: string;
  /** Of a lesson that is translated. */
  en: string | null;
}

export interface OutlineActivity {
  slug: string;
  kind: string;
  title: string;
  title_en: string | null;
  files: ActivityFiles;
}

export interface OutlineModule {
  slug: string;
  title: string;
  activities: OutlineActivity[];
}

export interface DraftOutline {
  id: string;
  slug: string;
  title: string;
  state: 'editing' | 'in_review' | 'approved';
  /** Version that is published now. */
  current: number | null;
  modules: OutlineModule[];
  present: DraftPerson[];
}

export interface DraftFileRead {
  text: string;
  /** 0: as published. */
  revision: number;
  changed_by: string | null;
  changed_at: string | null;
  /** What is published of it. */
  published: string | null;
}

export interface DraftFileSaved {
  revision: number;
  saved_at: string;
}

export interface CourseFinding {
  path: string;
  /** Of the file, from 1. */
  line: number;
  field: string | null;
  code: string;
  what: string;
  instead: string;
}

export interface PictureWeight {
  src: string;
  bytes: number;
}

export interface TextWeight {
  html_bytes: number;
  pictures: PictureWeight[];
  /** Fetched only when it is played or opened. */
  media_bytes: number;
  total_bytes: number;
  /** Seconds on a line of 400 kbit/s. */
  seconds_400: number;
}

export interface TextPreview {
  /** Null: what is wrong must be mended first. */
  html: string | null;
  title: string;
  minutes: number | null;
  words: number;
  findings: CourseFinding[];
  weight: TextWeight;
}

export interface AssetAttached {
  paths: string[];
  /** As a text names it: `assets/…`. */
  file: string;
  /** What a text shows it with. */
  markdown: string;
}
