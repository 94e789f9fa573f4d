import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '../buttons/icon-button.tsx';

type Props = { title: string; onClose: () => void; children: ReactNode };

/** One thing of a list beside the list; on a phone it covers it. Esc, the cross and a press beside it close it. */
export function Drawer({ title, onClose, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[var(--scrim)]" />
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          className="pop scroll fixed inset-y-0 right-0 z-50 flex w-full max-w-xl flex-col overflow-y-auto bg-surface shadow-pop"
        >
          <div className="sticky top-0 z-10 flex min-h-12 items-center justify-between gap-3 border-b border-line bg-surface px-4">
            <Base.Title className="min-w-0 truncate text-sm font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton label={t`Close`} />}>
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
