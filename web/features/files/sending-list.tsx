import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import type { Sending, Uploads } from './use-uploads.ts';

/** What is on its way, how far it has come, and why what was refused was refused. */
export function SendingList({ uploads: { sending, drop, again } }: { uploads: Uploads }) {
  if (sending.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {sending.map((one) => (
        <li key={one.key}>
          <div className="flex min-h-8 items-center gap-2">
            <span className="min-w-0 grow text-sm break-words">{one.file.name}</span>
            {one.refusal === undefined && <Progress sending={one} />}
            <IconButton label={dropLabel(one)} onClick={() => drop(one.key)}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </div>
          <RefusalNote refusal={one.refusal}>
            {one.refusal && mayTryAgain(one) && (
              <Button className="mt-2" onClick={() => again(one.key)}>{t`Try again`}</Button>
            )}
          </RefusalNote>
        </li>
      ))}
    </ul>
  );
}

const mayTryAgain = ({ refusal }: Sending): boolean =>
  refusal !== undefined && (refusal.status === 0 || refusal.status === 429 || refusal.status >= 500);

function dropLabel({ file: { name }, refusal }: Sending): string {
  return refusal === undefined ? t`Call off ${name}` : t`Dismiss ${name}`;
}

function Progress({ sending: { file, share } }: { sending: Sending }) {
  const { name } = file;
  if (share === undefined) return <span className="text-xs text-fg-2">{t`waits`}</span>;
  const percent = Math.round(share * 100);
  return (
    <span className="flex items-center gap-2 text-xs text-fg-2 tabular-nums">
      <progress aria-label={t`Sending ${name}`} max={100} value={percent} className="h-1.5 w-24 accent-accent" />
      {percent} %
    </span>
  );
}
