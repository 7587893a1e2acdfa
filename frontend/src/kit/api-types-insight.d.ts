/** Shapes of the API's answers that tell how a course goes. */

export interface InsightCourse {
  id: string;
  slug: string;
  title: string;
  version: number;
}

export interface ProgressActivity {
  activity: string;
  slug: string;
  title: string;
  kind: string;
  module: number;
  module_title: string;
  required: boolean;
  minutes: number;
  opened: number;
  done: number;
  not_passed: number;
  minutes_median: number | null;
  here: number;
  here_stuck: number;
}

export interface ProgressStop {
  slug: string;
  title: string;
  stuck: number;
}

export interface ProgressAgency {
  id: string;
  name: string;
  learners: number;
  begun: number;
  completed: number;
  stuck: number;
  minutes_median: number;
  minutes_planned: number;
  days_median: number | null;
  stop: ProgressStop | null;
}

export interface SmallAgencies {
  least: number;
  agencies: number;
  learners: number;
  begun: number;
  completed: number;
  stuck: number;
}

export interface CourseProgress {
  course: InsightCourse;
  teaches: boolean;
  days: number;
  learners: number;
  begun: number;
  completed: number;
  stuck: number;
  stuck_not_begun: number;
  days_median: number | null;
  minutes_median: number;
  minutes_planned: number;
  measured_at: string;
  few: boolean;
  activities: ProgressActivity[];
  agencies: ProgressAgency[];
  small: SmallAgencies | null;
  more_agencies: number;
}

export interface LastStep {
  slug: string;
  title: string;
}

export interface ProgressLearner {
  enrolment: string;
  name: string;
  agency: string;
  standing: 'stuck' | 'active' | 'done';
  begun: boolean;
  done: number;
  required: number;
  last: LastStep | null;
  moved_at: string;
  days: number;
  completed_at: string | null;
}

export interface ProgressLearners {
  items: ProgressLearner[];
  next: string | null;
}

export interface RatedVersion {
  version: number;
  ratings: number;
  mean: number | null;
  spread: number[] | null;
}

export interface SaidRating {
  stars: number;
  words: string;
  version: number;
}

export interface CourseRatings {
  course: InsightCourse;
  least: number;
  versions: RatedVersion[];
  items: SaidRating[];
  next: string | null;
}

export interface ContentReportRead {
  id: string;
  activity: string;
  module: string | null;
  slug: string | null;
  title: string;
  activity_kind: string;
  block: string | null;
  language: 'id' | 'en';
  quote: string;
  changed: boolean;
  kind: 'wrong' | 'outdated' | 'unclear' | 'broken' | 'other';
  words: string;
  by: string;
  at: string;
  version: number;
  state: 'open' | 'answered' | 'closed';
  answer: string | null;
  settled_by: string | null;
  settled_at: string | null;
}

export interface ReportCounts {
  open: number;
  answered: number;
  closed: number;
}

export interface CourseReports {
  course: InsightCourse;
  counts: ReportCounts;
  items: ContentReportRead[];
  next: string | null;
}

export interface ReportsAnswered {
  answered: number;
}

export interface CourseWaiting {
  course: string;
  days: number;
  reports: number;
  stuck: number;
  ratings: number;
}

export interface CourseStanding {
  slug: string;
  title: string;
  learners: number;
  begun: number;
  completed: number;
  stuck: number;
}
