import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

type Props = {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button that it hangs on. */
  trigger: ReactElement;
  /** What stands beside the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A small panel beside its button. Esc and a click elsewhere close it and give the focus back. */
export function Popover({ title, open, onOpenChange, trigger, aside, children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="start" collisionPadding={12} className="z-50">
          <Base.Popup className="pop flex max-h-[min(560px,var(--available-height))] w-[min(400px,calc(100vw-24px))] flex-col overflow-hidden rounded-xl bg-surface shadow-pop">
            <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 border-b border-line px-4 py-2">
              <Base.Title className="text-sm font-semibold">{title}</Base.Title>
              {aside}
            </div>
            <div className="scroll min-h-0 overflow-y-auto">{children}</div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
