import type { FileHolds, Profile, RunState } from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';
import { cancelWord, fieldName, levelWord, outcomeWord, purposeWord, riskWord } from '../changes/index.ts';
import type { MapField } from './map-edit.ts';

export const profileWord: Record<Profile, () => string> = {
  generic: () => t`Anything else`,
  servicenow: () => 'ServiceNow',
  hpsm: () => 'HP Service Manager',
};

export const holdsWord: Record<FileHolds, () => string> = {
  changes: () => t`Changes`,
  incidents: () => t`Incidents`,
};

export const encodingWord: Record<ChangeMap['encoding'], () => string> = {
  'utf-8': () => 'UTF-8',
  'windows-1252': () => t`Windows (Western Europe)`,
  'utf-16le': () => 'UTF-16 LE',
  'utf-16be': () => 'UTF-16 BE',
};

export const delimiterWord: Record<ChangeMap['delimiter'], () => string> = {
  ',': () => t`Comma`,
  ';': () => t`Semicolon`,
  '\t': () => t`Tab`,
  '|': () => t`Bar`,
};

export const stateWord: Record<RunState, () => string> = {
  uploading: () => t`Not whole yet`,
  ready: () => t`To be mapped`,
  checking: () => t`Being checked`,
  checked: () => t`Checked`,
  importing: () => t`Being imported`,
  imported: () => t`Imported`,
  cancelled: () => t`Cancelled`,
  failed: () => t`Failed`,
};

export const stateTone: Record<RunState, Tone> = {
  uploading: 'grey',
  ready: 'grey',
  checking: 'accent',
  checked: 'accent',
  importing: 'accent',
  imported: 'low',
  cancelled: 'grey',
  failed: 'crit',
};

const own: Partial<Record<MapField, () => string>> = {
  number: () => t`Number`,
  state: () => t`State`,
  outcome: () => t`Outcome`,
  category: () => t`What it changes`,
  closureNotes: () => t`Closing notes`,
  cancelWords: () => t`Words on cancelling`,
  requestedAt: () => t`Requested at`,
  wantedDate: () => t`Wanted date`,
  plannedStart: () => t`Planned start`,
  plannedEnd: () => t`Planned end`,
  actualStart: () => t`Work began`,
  actualEnd: () => t`Work ended`,
  endedAt: () => t`Closed or cancelled at`,
  decision: () => t`Decision`,
  decidedAt: () => t`Decided at`,
};

export const mapFieldWord = (field: MapField): string => own[field]?.() ?? fieldName(field);

const meanings: Partial<Record<MapField, Record<string, () => string>>> = {
  outcome: outcomeWord,
  purpose: purposeWord,
  riskLevel: riskWord,
  impact: levelWord,
  urgency: levelWord,
  decision: { approved: () => t`Approved`, rejected: () => t`Rejected`, null: () => t`None was made` },
};

/** What a value of a field is called; states say how they ended. */
export function meaningWord(field: MapField, key: string): string {
  if (field !== 'state') return meanings[field]?.[key]?.() ?? key;
  const [state, how = ''] = key.split(' ');
  if (state === 'closed') return t`Closed: ${wordIn(outcomeWord, how)}`;
  return state === 'cancelled' ? t`Cancelled: ${wordIn(cancelWord, how)}` : t`Draft`;
}

const wordIn = (words: Readonly<Record<string, () => string>>, key: string): string => words[key]?.() ?? key;
