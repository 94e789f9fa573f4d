import { Menu as Base } from '@base-ui/react/menu';
import { t } from '@lingui/core/macro';
import { Plus } from 'lucide-react';
import { type Ref, useRef } from 'react';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { nameOfPart, type PartName } from './sentence.ts';

type Props = { rest: readonly PartName[]; onAdd: (name: PartName) => void; ref: Ref<HTMLButtonElement> };

/** Brings another part into the sentence of a list, whose own choice then opens and takes the focus. */
export function AddFilter({ rest, onAdd, ref }: Props) {
  const chose = useRef(false);
  if (rest.length === 0) return null;
  return (
    <Base.Root
      onOpenChange={(open) => {
        if (open) chose.current = false;
      }}
    >
      <Base.Trigger ref={ref} className={buttonLook('quiet')}>
        <Plus size={14} aria-hidden="true" />
        {t`Filter`}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={12} className="z-50">
          <Base.Popup
            finalFocus={() => !chose.current}
            className="pop scroll max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg bg-surface p-1 shadow-pop"
          >
            {rest.map((name) => (
              <Base.Item
                key={name}
                onClick={() => {
                  chose.current = true;
                  onAdd(name);
                }}
                className="flex min-h-8 items-center rounded-md px-2.5 text-sm data-highlighted:bg-hover"
              >
                {nameOfPart(name)}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
