import { Dialog as Base } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { IconButton } from './icon-button.tsx';

type Props = {
  title: string;
  describe?: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** Shown while it is mounted; Esc, the cross and a click beside it close it and give the focus back. */
export function Dialog({ title, describe, wide = false, onClose, children }: Props) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[var(--scrim)]" />
        <Base.Popup
          className={cx(
            'pop scroll fixed top-[8vh] left-1/2 z-50 max-h-[84vh] w-[calc(100vw-24px)] -translate-x-1/2 overflow-y-auto rounded-xl bg-surface p-5 shadow-pop',
            wide ? 'max-w-3xl' : 'max-w-lg',
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-3">
            <div>
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {describe && <Base.Description className="text-sm text-fg-2">{describe}</Base.Description>}
            </div>
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

export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}
