export { type File, filesText } from './file.rules.ts';
export { chunksOf, countFiles, dropFilesOf, insertChunks, loadFile, loadFiles } from './file.store.ts';
export { filesOf, type ShownFile } from './files.view.ts';
export { handOutFile } from './hand-out-file.ts';
export { dropFile, fileFrom, keepFile, type Upload, withPlace } from './keeping.step.ts';
