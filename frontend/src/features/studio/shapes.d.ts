/** Shapes of the API's answers that the studio's list, outline and history read. */

export interface DraftRow {
  id: string;
  slug: string;
  title: string;
  state: 'editing' | 'in_review' | 'approved';
  /** Version the draft began from; null for a new course. */
  based_on: number | null;
  /** Version that is published now. */
  current: number | null;
  outdated: boolean;
  changed_by: string | null;
  changed_at: string;
  audience: { id: string; name: string } | null;
}
