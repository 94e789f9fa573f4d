import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

type Part = NonNullable<ChangeRow['foundIn']>[number];

const placeOf: Record<Part, () => string> = {
  plans: () => t`in the plans`,
  ending: () => t`in how it ended`,
  discussion: () => t`in the discussion`,
};

/** Why a search found a change whose title says nothing of it. */
export const FoundIn = ({ parts = [] }: { parts: ChangeRow['foundIn'] }) =>
  parts.length > 0 && (
    <span className="shrink-0 text-xs text-fg-2">{parts.map((part) => placeOf[part]()).join(', ')}</span>
  );
