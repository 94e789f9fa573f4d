import { Menu as Base } from '@base-ui/react/menu';
import { t } from '@lingui/core/macro';
import { Check, ChevronDown, X } from 'lucide-react';
import { buttonLook } from '../buttons/button.tsx';
import type { Option } from './select.tsx';

type Props = {
  label: string;
  chosen: readonly string[];
  options: readonly Option<string>[];
  onToggle: (value: string) => void;
  /** What the button says instead of its label and the chosen values. */
  said?: string;
  /** Takes the filter out; `clear` is what that is called. */
  onClear?: (() => void) | undefined;
  clear?: string;
  /** It is open from the first, as somebody has just asked for it. */
  opened?: boolean;
  onClosed?: () => void;
  /** What is chosen is what is usual, so that nothing is to be noticed. */
  isUsual?: boolean;
};

const itemLook = 'flex min-h-8 items-center gap-2 rounded-md px-2.5 text-sm data-highlighted:bg-hover';

/** A filter of several values; the button says which are chosen. */
export function FilterMenu(props: Props) {
  const { label, chosen, options, onToggle, said, onClear, clear, opened = false, onClosed, isUsual = false } = props;
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const on = chosen.length > 0;
  const usual = on ? `${label}: ${names.length > 0 ? names.join(', ') : chosen.length}` : label;
  return (
    <Base.Root defaultOpen={opened} onOpenChange={(open) => !open && onClosed?.()}>
      <Base.Trigger className={`${buttonLook(on && !isUsual ? 'selected' : 'plain')} max-w-full`}>
        <span className="truncate">{said ?? usual}</span>
        <ChevronDown size={14} aria-hidden="true" className="shrink-0" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={12} className="z-50">
          <Base.Popup className="pop scroll max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg bg-surface p-1 shadow-pop">
            {options.map((option) => (
              <Base.CheckboxItem
                key={option.value}
                checked={chosen.includes(option.value)}
                onCheckedChange={() => onToggle(option.value)}
                className={itemLook}
              >
                <span className="size-4">
                  {chosen.includes(option.value) && <Check size={14} aria-hidden="true" />}
                </span>
                {option.label}
              </Base.CheckboxItem>
            ))}
            {onClear && (
              <Base.Item onClick={onClear} className={`${itemLook} mt-1 border-t border-line text-fg-2`}>
                <X size={14} aria-hidden="true" />
                {clear ?? t`Take this filter out`}
              </Base.Item>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
