import { sealRoute } from '@interlock/contract/sealing.ts';
import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Stamp } from 'lucide-react';
import { reads } from '../../lib/calls/query.ts';
import { Ago } from '../../ui/values/time.tsx';

/** How far the log is sealed, and the checkpoint to keep elsewhere. */
export function SealCard() {
  const { data } = useQuery({ ...reads(sealRoute, {}), refetchInterval: 30_000 });
  if (!data) return null;
  const { origin, size, sealedAt, checkpoint, waiting } = data;
  return (
    <details className="mb-3 rounded-lg border border-line bg-surface text-sm shadow-card">
      <summary className="flex cursor-default flex-wrap items-center gap-2 px-4 py-2.5">
        <Stamp size={15} aria-hidden="true" className="text-fg-2" />
        <span className="font-medium">
          {size === 0
            ? t`Nothing is sealed yet`
            : plural(size, { one: '# event is sealed', other: '# events are sealed' })}
        </span>
        {sealedAt && (
          <span className="text-fg-2">
            <Ago at={sealedAt} />
          </span>
        )}
        {waiting > 0 && (
          <span className="ml-auto text-xs text-fg-2">
            {plural(waiting, { one: '# waits to be sealed', other: '# wait to be sealed' })}
          </span>
        )}
      </summary>
      <div className="flex flex-col gap-3 border-t border-line px-4 py-3 text-fg-2">
        <p className="max-w-[75ch]">
          {t`Each event has its place in a tree whose root is signed. Whoever alters, takes away or puts in an event changes the root. Keep the checkpoint somewhere else: with it, “interlock audit verify” proves that nothing before it has gone.`}
        </p>
        {origin && <p className="font-mono text-xs break-all">{origin}</p>}
        {checkpoint && (
          <pre className="scroll overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs text-fg select-all">
            {checkpoint}
          </pre>
        )}
      </div>
    </details>
  );
}
