/** What staff write to learners, as the API says it. */

export interface AudienceRead {
  course: { slug: string; title: string };
  people: number;
  by_mail: number;
  mail_available: boolean;
  mail_at: string;
}

export interface MailCounts {
  waiting: number;
  retried: number;
  sent: number;
  failed: number;
}

export interface SentMessage {
  id: string;
  subject: string;
  body: string;
  sender: string | null;
  audience: 'all' | 'active' | 'stuck' | 'done' | 'chosen';
  days: number | null;
  sent_at: string;
  people: number;
  read: number;
  mail: MailCounts;
}
