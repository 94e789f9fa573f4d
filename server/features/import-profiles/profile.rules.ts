import type { ChangeMap } from '@interlock/contract/imports.ts';

type Fields = ChangeMap['fields'];
/** Names of a column, the likeliest first, without regard to case, blanks and underscores. */
type Names = readonly string[];
type Part = { names: Names; heading?: string };

type TextField =
  | 'number'
  | 'title'
  | 'summary'
  | 'reason'
  | 'ifNotDone'
  | 'benefit'
  | 'cost'
  | 'costOfNotDoing'
  | 'riskAssessment'
  | 'implementationPlan'
  | 'testPlan'
  | 'backoutPlan'
  | 'communicationPlan'
  | 'peopleImpacted'
  | 'closureNotes'
  | 'cancelWords';
type DateField =
  | 'requestedAt'
  | 'wantedDate'
  | 'plannedStart'
  | 'plannedEnd'
  | 'actualStart'
  | 'actualEnd'
  | 'endedAt'
  | 'decidedAt';
type ValueField = 'state' | 'outcome' | 'purpose' | 'category' | 'riskLevel' | 'impact' | 'urgency' | 'decision';
type Meaning<F extends ValueField> = NonNullable<NonNullable<Fields[F]>['values']>[string];
type Values<F extends ValueField> = {
  names: Names;
  values: Record<string, Meaning<F>>;
  filled?: Meaning<F>;
  otherwise?: Meaning<F>;
};

/** What the exports of one kind of system look like. */
export type KnownSystem = {
  source: string;
  /** Columns by which its files are recognised; all must be there, each under one of its names. */
  mark: readonly Names[];
  blanks: readonly string[];
  folded: boolean;
  texts: Partial<Record<TextField, Names>>;
  description: readonly Part[];
  systemsAffected: readonly Part[];
  dates: Partial<Record<DateField, Names>>;
  values: { [F in ValueField]?: Values<F> };
};

export const textNames = (system: KnownSystem) => Object.entries(system.texts) as [TextField, Names][];
export const dateNames = (system: KnownSystem) => Object.entries(system.dates) as [DateField, Names][];
export const valueNames = (system: KnownSystem) => Object.entries(system.values) as [ValueField, Values<ValueField>][];
