import { t } from '@lingui/core/macro';
import { useMe } from '../../lib/session/session.ts';
import { LettersSwitch } from '../../ui/fields/letters-switch.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { paletteKeys } from './palette-keys.ts';
import { placesFor } from './places.ts';

export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const keys: readonly (readonly [string, string])[] = [
    [paletteKeys, t`Search or run: everything by its name`],
    ['/', t`Search changes`],
    ['C', t`New change`],
    ...placesFor(me.permissions).map(({ keys, name }) => [keys, t`Go to ${name}`] as const),
    ['G N', t`Open the notifications`],
    ['J / K', t`Next or previous in a list`],
    ['Enter', t`Open what is marked`],
    ['A', t`Approve`],
    ['I', t`Ask for information`],
    ['R', t`Reject`],
    ['E', t`Edit the change`],
    ['M', t`Comment on the change`],
    ['Esc', t`Close what is open`],
    ['?', t`Show this list`],
  ];
  return (
    <Dialog title={t`Keyboard shortcuts`} onClose={onClose}>
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-fg-2">{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <LettersSwitch />
    </Dialog>
  );
}
