import type { Draft } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { Badge } from '../../ui/glyphs/badge.tsx';

/** Where the draft stands between those who write it and those who publish it. */
export function DraftStanding({
  draft: { state, proposedBy, note, returned, othersMayPublish, mayPublish },
}: {
  draft: Draft;
}) {
  const by = proposedBy?.name ?? '';
  return (
    <div className="flex flex-col gap-1 text-sm">
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={state === 'proposed' ? 'accent' : 'grey'}>
          {state === 'proposed' ? t`Proposed by ${by}` : t`Draft`}
        </Badge>
        <span className="text-fg-2">
          {!othersMayPublish
            ? t`You are the only administrator, so you publish it alone; the record will say so.`
            : mayPublish
              ? state === 'proposed'
                ? t`You did not write it, so you can publish it or send it back.`
                : t`You did not write it, so you can publish it once it is proposed.`
              : t`Whoever wrote it does not publish it: another administrator does, once it is proposed.`}
        </span>
      </span>
      {note && <p>{note}</p>}
      {returned && state === 'draft' && (
        <p>
          {returned.words
            ? `${t`Sent back by ${returned.by.name}`}: ${returned.words}`
            : t`Taken back by ${returned.by.name}`}
        </p>
      )}
    </div>
  );
}
