import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { buttonLook } from './button.tsx';
import type { Option } from './select.tsx';

type Props = {
  label: string;
  chosen: readonly string[];
  options: readonly Option<string>[];
  onToggle: (value: string) => void;
};

/** A filter of several values; the button says which are chosen. */
export function FilterMenu({ label, chosen, options, onToggle }: Props) {
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const on = chosen.length > 0;
  return (
    <Base.Root>
      <Base.Trigger className={buttonLook(on ? 'selected' : 'plain')}>
        {on ? `${label}: ${names.length > 0 ? names.join(', ') : chosen.length}` : label}
        <ChevronDown size={14} aria-hidden="true" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={12} className="z-50">
          <Base.Popup className="pop min-w-44 rounded-lg bg-surface p-1 shadow-pop">
            {options.map((option) => (
              <Base.CheckboxItem
                key={option.value}
                checked={chosen.includes(option.value)}
                onCheckedChange={() => onToggle(option.value)}
                className="flex min-h-8 items-center gap-2 rounded-md px-2.5 text-sm data-highlighted:bg-hover"
              >
                <span className="size-4">
                  {chosen.includes(option.value) && <Check size={14} aria-hidden="true" />}
                </span>
                {option.label}
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
