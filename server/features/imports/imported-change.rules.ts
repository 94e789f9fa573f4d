import type { ImportedRow } from './row.rules.ts';

/** A row in the words of changes. */
export function importedChangeOf(row: ImportedRow) {
  const { line: _line, number, state, texts, decision: _decision, ...rest } = row;
  const { closureNotes, cancelWords, ...written } = texts;
  const closed = state.state === 'closed';
  const cancelled = state.state === 'cancelled';
  return {
    ...rest,
    ...written,
    sourceNumber: number,
    stateKind: state.state,
    outcome: closed ? state.outcome : null,
    closureNotes: closed ? closureNotes : null,
    cancelReason: cancelled ? state.reason : null,
    cancelWords: cancelled ? cancelWords : null,
  };
}
