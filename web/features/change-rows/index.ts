export { leastTitle, NarrowRow, numberWidth, WideHead, WideRow } from './change-rows.tsx';
export { columnOf } from './columns.tsx';
export { GroupMenu, groupingOf } from './group-menu.tsx';
export { ListError } from './list-error.tsx';
export { narrowedBy } from './list-input.ts';
export { columnsAmong, movedLeft, offered, setListSettings, toggledColumn, useListSettings } from './list-settings.ts';
export { useGroupsOf } from './use-groups.ts';
export { useEntry, usePlace } from './use-place.ts';
export { useRows } from './use-rows.ts';
