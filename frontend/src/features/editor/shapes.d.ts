/** Shapes of the API's answers that the editor reads. */

export interface OutlineActivity {
  slug: string;
  id: string;
  kind: string;
  title: string;
  title_en: string | null;
  minutes: number | null;
  /** Paths of its files by language; `en` where it is translated. */
  files: { id: string; en?: string | null };
  changed: boolean;
  findings: number;
}

export interface OutlineModule {
  slug: string;
  title: string;
  activities: OutlineActivity[];
}

export interface Outline {
  id: string;
  slug: string;
  title: string;
  state: 'editing' | 'in_review' | 'approved';
  based_on: number | null;
  current: number | null;
  course: Record<string, any>;
  modules: OutlineModule[];
  present: { name: string; path: string | null }[];
}

export interface File {
  path: string;
  text: string;
  revision: number;
  changed_by: string | null;
  changed_at: string | null;
  /** What is published of it. */
  published: string | null;
}

export interface Finding {
  path?: string;
  line: number | null;
  field: string | null;
  code: string;
  what: string;
  instead: string;
}

export interface Weight {
  html_bytes: number;
  pictures: { src: string; bytes: number }[];
  media_bytes: number;
  total_bytes: number;
  /** Seconds on a line of 400 kbit/s. */
  seconds_400: number;
}

export interface Preview {
  html: string | null;
  title: string | null;
  summary: string | null;
  minutes: number | null;
  words: number | null;
  findings: Finding[];
  weight: Weight;
}
