import { showDraftRoute } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { queryClient, reads } from '../../lib/calls/query.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ModelGraph as Graph } from '../model-drawing/index.ts';
import { editable, Findings } from '../model-editor/index.ts';
import { DraftDecision } from './draft-decision.tsx';
import { DraftStanding } from './draft-standing.tsx';

type Props = {
  modelId: string;
  /** Where the buttons stand; what else leads on comes with it. */
  acts: (buttons: ReactNode) => ReactNode;
};

/** What a draft would alter, and the decision on it, for whoever looks at it from elsewhere. */
export default function ModelProposal({ modelId, acts }: Props) {
  const read = reads(showDraftRoute, { modelId });
  // Apart from what the page of the draft keeps, which somebody may be writing on.
  const queryKey = [...read.queryKey, 'proposal'];
  const draft = useQuery({ ...read, queryKey });
  if (draft.isPending) return <Skeleton rows={8} />;
  if (draft.isError) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  const model = draft.data.basedOn === null ? editable(draft.data.definition) : undefined;
  return (
    <>
      <DraftStanding draft={draft.data} />
      <Findings draft={draft.data} />
      {model && (
        <Card title={t`Drawn`} flush>
          <Suspense fallback={<Skeleton />}>
            <Graph states={model.states} transitions={model.transitions} />
          </Suspense>
        </Card>
      )}
      {acts(
        <DraftDecision draft={draft.data} onAnswer={(answer) => void queryClient.setQueryData(queryKey, answer)} />,
      )}
    </>
  );
}
