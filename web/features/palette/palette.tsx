import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { type Command, commandsHere } from '../../lib/browser/commands.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { wordsOf } from '../../lib/calls/refusal-words.ts';
import { Kbd } from '../../ui/buttons/kbd.tsx';
import { askedOf } from './asked.ts';
import { type Entry, useEntries } from './use-entries.tsx';

type Props = {
  /** What can be done anywhere. */
  everywhere: readonly Command[];
  onClose: () => void;
};

/** Finds what there is and does what can be done, by the keyboard alone. It closes before it acts, so that the focus can go on. */
export function Palette({ everywhere, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [here] = useState(commandsHere);
  const { entries, searching, unheard } = useEntries(askedOf(typed), here, everywhere);
  function act({ run }: Entry): void {
    onClose();
    setTimeout(run);
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--scrim)]" />
        <Dialog.Popup
          aria-label={t`Search or run`}
          className="pop fixed top-[14vh] left-1/2 z-50 flex max-h-[72vh] w-[calc(100vw-24px)] max-w-[600px] -translate-x-1/2 flex-col overflow-hidden rounded-xl bg-surface shadow-pop"
        >
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={entries}
            value={typed}
            onValueChange={(next, { reason }) => reason !== 'item-press' && setTyped(next)}
            itemToStringValue={({ name }: Entry) => name}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search size={16} className="shrink-0 text-fg-3" aria-hidden="true" />
              <Autocomplete.Input
                aria-label={t`Search or run`}
                placeholder={t`Search changes and people, or type a command`}
                className="min-h-12 w-full bg-transparent text-base outline-none"
              />
              <Kbd>esc</Kbd>
              <Dialog.Close className="sr-only">{t`Close`}</Dialog.Close>
            </div>
            <Autocomplete.List aria-label={t`Found`} className="scroll min-h-0 overflow-y-auto p-1.5 data-empty:p-0">
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => act(entry)}
                  className="grid min-h-9 cursor-default scroll-my-1.5 grid-cols-[76px_minmax(0,1fr)_auto] items-center gap-x-3 rounded-md px-2.5 text-sm data-highlighted:bg-hover"
                >
                  <span className="truncate text-xs text-fg-2">{entry.kind}</span>
                  <span className="flex min-w-0 items-center gap-2">{entry.shown ?? entry.name}</span>
                  <Keys keys={entry.keys} />
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
            <Autocomplete.Status className="px-4 text-sm text-fg-2">
              {entries.length === 0 && (
                <span className="block py-6">
                  {searching ? t`Searching…` : unheard ? wordsOf(refusalOf(unheard)).title : t`Nothing by that name.`}
                </span>
              )}
            </Autocomplete.Status>
            <Hints />
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Keys({ keys }: { keys: string | undefined }) {
  return (
    <span className="flex gap-1">
      {keys?.split(' ').map((key, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same letter may come twice, and they never move
        <Kbd key={at}>{key}</Kbd>
      ))}
    </span>
  );
}

function Hints() {
  const hints = [
    ['#', t`changes`],
    ['@', t`people and groups`],
    ['>', t`commands`],
  ];
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line bg-sunken px-4 py-2 text-xs text-fg-2">
      {hints.map(([sign, what]) => (
        <span key={sign}>
          <span className="font-mono text-fg">{sign}</span> {what}
        </span>
      ))}
    </p>
  );
}
