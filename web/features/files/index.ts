export { FileList } from './file-list.tsx';
export { FilesCard } from './files-card.tsx';
export { TaskFiles } from './task-files.tsx';
