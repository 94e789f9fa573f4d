import type { AttachedFile } from '@interlock/contract/files.ts';
import { t } from '@lingui/core/macro';
import { FileText, Trash2 } from 'lucide-react';
import { useViewer } from '../../lib/session/viewer.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { placeOf } from './use-files.ts';
import { bytesInWords } from './words.ts';

type Props = {
  items: readonly AttachedFile[];
  /** Without a way to remove where it is left out. */
  onRemove?: ((file: AttachedFile) => void) | undefined;
};

/** Files by name; a click saves one. What it is known by stands behind its size. */
export function FileList({ items, onRemove }: Props) {
  const { locale } = useViewer();
  return (
    <ul className="flex flex-col gap-1">
      {items.map((file) => {
        const { name, sha256 } = file;
        return (
          <li key={file.id} className="flex min-h-8 items-center gap-2 py-0.5">
            <FileText size={16} className="shrink-0 text-fg-3" aria-hidden="true" />
            <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-2">
              <a
                href={placeOf(file.id)}
                download={name}
                className="min-w-0 text-sm font-medium break-words text-accent hover:underline"
              >
                {name}
              </a>
              <span className="text-xs text-fg-2">
                <span title={`SHA-256 ${sha256}`}>{bytesInWords(file.bytes, locale)}</span>
                {' · '}
                {file.addedBy.name}
                {' · '}
                <Ago at={file.addedAt} />
              </span>
            </span>
            {onRemove && (
              <IconButton label={t`Remove ${name}`} onClick={() => onRemove(file)}>
                <Trash2 size={16} aria-hidden="true" />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
