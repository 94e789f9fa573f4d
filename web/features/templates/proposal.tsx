import { showTemplateRoute, type TemplateAct } from '@interlock/contract/templates.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TemplateActs } from './template-acts.tsx';
import { Working } from './working.tsx';

/** What is in force is none of what waits. */
const onWorking: readonly TemplateAct[] = ['edit', 'propose', 'withdraw', 'publish', 'return', 'discard'];

type Props = {
  templateId: string;
  /** Where the buttons stand; what else leads on comes with it. */
  acts: (buttons: ReactNode) => ReactNode;
};

/** The draft or proposal of a template as its page shows it, with what can be done, for whoever looks at it from elsewhere. */
export default function TemplateProposal({ templateId, acts }: Props) {
  const template = useQuery(reads(showTemplateRoute, { templateId }));
  if (template.isPending) return <Skeleton rows={8} />;
  if (template.isError) return <ErrorState error={template.error} onRetry={() => void template.refetch()} />;
  return (
    <>
      <Working template={template.data} />
      {acts(<TemplateActs template={template.data} only={onWorking} />)}
    </>
  );
}
