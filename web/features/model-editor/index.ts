export { editable } from './editable.ts';
export { Findings } from './findings.tsx';
export { MovesEditor } from './moves-editor.tsx';
export { StatesEditor } from './states-editor.tsx';
export { useTakenOut } from './taken-out.tsx';
export { WholeEditor } from './whole-editor.tsx';
