/** Shapes of the API's answers that the schedule page reads. */

export interface WindowRead {
  agency: string | null;
  agency_name: string | null;
  opens_at: string | null;
  closes_at: string | null;
  state: 'before' | 'open' | 'after';
  changed_by: string;
  changed_at: string;
}

export interface AgencyChoice {
  id: string;
  name: string;
  depth: number;
}

export interface ScheduleRead {
  course: string;
  course_title: string;
  activity: string;
  title: string;
  time_limit_minutes: number | null;
  grace_minutes: number;
  chances: number | null;
  offline: boolean;
  time_trusted: boolean;
  windows: WindowRead[];
  agencies: AgencyChoice[];
  time_zone: string;
  now: string;
}

export interface WindowChanged {
  schedule: ScheduleRead;
  prolonged: number;
}

export interface AccommodationRead {
  id: string;
  person: string;
  name: string;
  agency_name: string;
  activity: string | null;
  activity_title: string | null;
  extra_time_percent: number;
  extra_chances: number;
  reason: string;
  granted_by: string;
  granted_at: string;
}

export interface LearnerChoice {
  id: string;
  name: string;
  agency_name: string;
}
