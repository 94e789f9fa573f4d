import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { type AttachedFile, type AttachedFiles, attachFileRoute, removeFileRoute } from '@interlock/contract/files.ts';
import { t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { sendFile } from '../../lib/calls/send-file.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ChooseFiles, DropPlace } from './drop-place.tsx';
import { FileList } from './file-list.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SendingList } from './sending-list.tsx';
import { keepFiles, useFiles } from './use-files.ts';
import { usePastedFiles } from './use-pasted-files.ts';
import { useUploads } from './use-uploads.ts';

/** The files of a change: dropped, pasted or chosen while they are still open, saved by a click. */
export function FilesCard({ change }: { change: ChangeDetail }) {
  const files = useFiles(change.id);
  if (files.isPending) return <Skeleton rows={1} />;
  if (files.isError) return <ErrorState error={files.error} onRetry={() => void files.refetch()} />;
  if (files.data.items.length === 0 && !files.data.mayAdd) return null;
  return <Files change={change} files={files.data} />;
}

function Files({ change, files }: { change: ChangeDetail; files: AttachedFiles }) {
  const changeId = change.id;
  const [going, setGoing] = useState<AttachedFile>();
  const uploads = useUploads(
    files.mostBytes,
    (file, options) => sendFile(attachFileRoute, { changeId, name: file.name }, file, options),
    (now) => keepFiles(changeId, now),
  );
  const add = files.mayAdd ? uploads.add : undefined;
  usePastedFiles(add);
  const asksAgain = files.mayAdd && change.voids.some(({ field }) => field === 'files');
  return (
    <DropPlace onFiles={add}>
      <Card title={t`Files`} aside={add && <ChooseFiles label={t`Attach files`} onFiles={add} />}>
        <div className="flex flex-col gap-3">
          {asksAgain && (
            <p className="flex items-center gap-2 text-sm text-med">
              <TriangleAlert size={16} className="shrink-0" aria-hidden="true" />
              {t`Approvers decided, or are deciding, on these files as they are. Another one asks them again.`}
            </p>
          )}
          {files.items.length > 0 && <FileList items={files.items} onRemove={files.mayRemove ? setGoing : undefined} />}
          <SendingList uploads={uploads} />
          {files.items.length === 0 && uploads.sending.length === 0 && (
            <p className="text-sm text-fg-2">{t`Nothing is attached. Drop files here, paste them, or choose them.`}</p>
          )}
        </div>
      </Card>
      {going && (
        <RemoveDialog
          file={going}
          follows={asksAgain ? t`Those who approved are asked again.` : undefined}
          onRemove={async (fileId, key) =>
            keepFiles(changeId, await call(removeFileRoute, { changeId, fileId }, { key }))
          }
          onClose={() => setGoing(undefined)}
        />
      )}
    </DropPlace>
  );
}
