export { ModelTables } from './model-tables.tsx';
export { useGroups } from './use-groups.ts';
export { enforcementWord, guardWord, placeWord, withGone } from './words.ts';
