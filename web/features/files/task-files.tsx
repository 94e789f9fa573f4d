import { type AttachedFile, attachEvidenceRoute, removeEvidenceRoute } from '@interlock/contract/files.ts';
import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { sendFile } from '../../lib/calls/send-file.ts';
import { ChooseFiles, DropPlace } from './drop-place.tsx';
import { FileList } from './file-list.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SendingList } from './sending-list.tsx';
import { keepEvidence } from './use-files.ts';
import { useUploads } from './use-uploads.ts';

/** What shows what a task has come to; dropped or chosen by those whose task it is. */
export function TaskFiles({ task }: { task: Task }) {
  const { files, id: taskId, number } = task;
  const [going, setGoing] = useState<AttachedFile>();
  const uploads = useUploads(
    files.mostBytes,
    (file, options) => sendFile(attachEvidenceRoute, { taskId, name: file.name }, file, options),
    keepEvidence,
  );
  if (files.items.length === 0 && !files.mayAdd) return null;
  const add = files.mayAdd ? uploads.add : undefined;
  return (
    <DropPlace onFiles={add}>
      <section aria-label={t`Files of ${number}`} className="flex flex-col gap-1.5">
        <FileList items={files.items} onRemove={files.mayRemove ? setGoing : undefined} />
        <SendingList uploads={uploads} />
        {add && (
          <div>
            <ChooseFiles label={t`Attach evidence`} onFiles={add} />
          </div>
        )}
      </section>
      {going && (
        <RemoveDialog
          file={going}
          onRemove={async (fileId, key) => {
            await call(removeEvidenceRoute, { taskId, fileId }, { key });
            await keepEvidence();
          }}
          onClose={() => setGoing(undefined)}
        />
      )}
    </DropPlace>
  );
}
