export { PeopleInput } from './people-input.tsx';
export { GroupPicker, PersonPicker } from './person-picker.tsx';
export { TakesRole } from './takes-role.tsx';
export { roleHelp, roleWord, scopeHelp } from './words.ts';
