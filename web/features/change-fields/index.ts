export { type Begun, begunOf, type Editing, editingOf, type Part, partOf } from './begun.ts';
export { type Entered, editedFields, enteredOf, nothingEntered, writtenOf } from './entered.ts';
export { FieldInput } from './field-input.tsx';
export { firstLevels, levelsAfter } from './first-levels.ts';
