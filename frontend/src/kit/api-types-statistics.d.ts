/** Shapes of the API's answers that the statistics pages read. Shares are 0 to 1. */

export interface StatisticsHint {
  code: string;
  words: string;
}

export interface LayoutFigures {
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

export interface SlotFigures {
  slot: string;
  intended: number | null;
  effective: number | null;
}

export interface QuestionFigures {
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
  hints: StatisticsHint[];
}

export interface QuizStatisticsRead {
  course_title: string;
  title: string;
  layout: string | null;
  layouts: LayoutFigures[];
  attempts: number;
  waiting: number;
  pass_mark: number;
  confidence: 'none' | 'early' | 'enough';
  scores: ScoresRead | null;
  reliability: ReliabilityRead | null;
  slots: SlotFigures[];
  questions: QuestionFigures[];
}

export interface AnswerFigures {
  answer: string;
  label: string;
  right: boolean;
  count: number;
  share: number;
  lower: number;
  middle: number;
  upper: number;
}

export interface VersionFigures {
  version: string;
  attempts: number;
  latest_at: string;
  current: boolean;
}

export interface QuestionStatisticsRead {
  title: string;
  row: QuestionFigures;
  html: string;
  key: string;
  explanation: string;
  versions: VersionFigures[];
  answers: AnswerFigures[];
  rare: number;
}
