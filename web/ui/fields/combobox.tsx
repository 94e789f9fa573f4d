import { Combobox as Base } from '@base-ui/react/combobox';
import { t } from '@lingui/core/macro';
import { Check, X } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';
import { controlLook, Field } from './field.tsx';

/** Something that can be chosen: its id and its name. */
export type Choice = { id: string; name: string };

type Props = {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: Choice | null;
  /** What the search has found so far; the server filters. */
  found: readonly Choice[];
  searching: boolean;
  onSearch: (words: string) => void;
  onChange: (value: Choice | null) => void;
  /** For what is no person: what to type, and what is said where nothing is found. */
  placeholder?: string;
  none?: string;
};

export function Combobox({
  label,
  hint,
  error,
  value,
  found,
  searching,
  onSearch,
  onChange,
  placeholder,
  none,
}: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Base.Root
          items={found}
          filter={null}
          value={value}
          onValueChange={onChange}
          onInputValueChange={(words, details) => details.reason === 'input-change' && onSearch(words)}
          itemToStringLabel={(item: Choice) => item.name}
          isItemEqualToValue={(one: Choice, other: Choice) => one.id === other.id}
        >
          <div className="relative">
            <Base.Input {...control} placeholder={placeholder ?? t`Type a name`} className={cx(controlLook, 'pr-8')} />
            <Base.Clear
              aria-label={t`Clear ${label}`}
              className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-md text-fg-3 hover:bg-hover"
            >
              <X size={14} aria-hidden="true" />
            </Base.Clear>
          </div>
          <Base.Portal>
            <Base.Positioner sideOffset={4} className="z-50">
              <Base.Popup className="pop scroll max-h-72 w-(--anchor-width) overflow-y-auto rounded-lg bg-surface p-1 shadow-pop">
                <Base.Empty className="px-2.5 py-2 text-sm text-fg-3 empty:hidden">
                  {searching ? t`Searching…` : (none ?? t`Nobody by that name.`)}
                </Base.Empty>
                <Base.List>
                  {(item: Choice) => (
                    <Base.Item
                      key={item.id}
                      value={item}
                      className="flex min-h-8 items-center gap-2 rounded-md px-2.5 text-sm data-highlighted:bg-hover"
                    >
                      <span className="grow">{item.name}</span>
                      <Base.ItemIndicator>
                        <Check size={14} aria-hidden="true" />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  );
}
