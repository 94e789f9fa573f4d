export { PeopleInput } from './people-input.tsx';
export { GroupPicker, PersonPicker } from './person-picker.tsx';
export { roleWord, scopeHelp } from './words.ts';
