import { attachFileRoute, listFilesRoute, readFileRoute, removeFileRoute } from '@interlock/contract/files.ts';
import { type Served, serve, serveFile, serveUpload } from '../../platform/http/serve.ts';
import { handOutFile } from '../files/index.ts';
import { attachFile } from './attach-file.ts';
import { changeFiles, fileForReader } from './change-files.view.ts';
import { removeFile } from './remove-file.ts';

export const changeFileRoutes: Served[] = [
  serve(listFilesRoute, (ctx, { changeId }) => changeFiles(ctx, changeId)),
  serveUpload(attachFileRoute, async (ctx, input, upload) => {
    await attachFile(ctx, input, upload);
    return changeFiles(ctx, input.changeId);
  }),
  serve(removeFileRoute, async (ctx, input) => {
    await removeFile(ctx, input);
    return changeFiles(ctx, input.changeId);
  }),
  serveFile(readFileRoute, async (ctx, { fileId }) => handOutFile(ctx, await fileForReader(ctx, fileId))),
];
