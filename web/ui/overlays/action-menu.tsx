import { Menu as Base } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { buttonLook } from '../buttons/button.tsx';

export type MenuAction = { key: string; label: string; icon: ReactNode; onChoose: () => void };

/** What is done now and then, behind three dots, so that what is done daily stands alone. Open, it belongs to the page's content as its button does. */
export function ActionMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const main = useRef<HTMLElement>(null);
  if (actions.length === 0) return null;
  return (
    <Base.Root>
      <Base.Trigger
        ref={(button: HTMLElement | null) => {
          main.current = button?.closest('main') ?? null;
        }}
        aria-label={label}
        title={label}
        className={`${buttonLook('quiet')} px-2`}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </Base.Trigger>
      <Base.Portal container={main}>
        <Base.Positioner sideOffset={4} align="end" collisionPadding={12} className="z-50">
          <Base.Popup className="pop min-w-44 rounded-lg bg-surface p-1 shadow-pop">
            {actions.map(({ key, label: name, icon, onChoose }) => (
              <Base.Item
                key={key}
                onClick={onChoose}
                className="flex min-h-8 items-center gap-2 rounded-md px-2.5 text-sm data-highlighted:bg-hover"
              >
                {icon}
                {name}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
