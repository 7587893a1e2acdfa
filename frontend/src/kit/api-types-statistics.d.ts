/** Shapes of the API's answers that the statistics pages read. Shares are 0 to 1. */

export interface HintRead {
  code: string;
  words: string;
}

export interface LayoutRead {
  id: string;
  attempts: number;
  latest_at: string;
  current: boolean;
}

export interface ScoresRead {
  mean: number;
  median: number;
  deviation: number | null;
  skewness: number | null;
  passed: number;
  histogram: number[];
}

export interface ReliabilityRead {
  alpha: number;
  standard_error: number;
}

export interface SlotRead {
  slot: string;
  intended: number | null;
  effective: number | null;
}

export interface QuestionRow {
  id: string;
  stem: string;
  version: string;
  attempts: number;
  confidence: 'none' | 'early' | 'enough';
  facility: number | null;
  discrimination: number | null;
  index: number | null;
  efficiency: number | null;
  blank: number | null;
  guess: number | null;
  hints: HintRead[];
}

export interface QuizStatisticsRead {
  course_title: string;
  title: string;
  layout: string | null;
  layouts: LayoutRead[];
  attempts: number;
  waiting: number;
  pass_mark: number;
  confidence: 'none' | 'early' | 'enough';
  scores: ScoresRead | null;
  reliability: ReliabilityRead | null;
  slots: SlotRead[];
  questions: QuestionRow[];
}

export interface AnswerRead {
  answer: string;
  label: string;
  right: boolean;
  count: number;
  share: number;
  lower: number;
  middle: number;
  upper: number;
}

export interface VersionRead {
  version: string;
  attempts: number;
  latest_at: string;
  current: boolean;
}

export interface QuestionStatisticsRead {
  title: string;
  row: QuestionRow;
  html: string;
  key: string;
  explanation: string;
  versions: VersionRead[];
  answers: AnswerRead[];
  rare: number;
}
