import { t } from '@lingui/core/macro';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { useChange } from '../changes/index.ts';

/** Where a plan has no tasks: how it is done and how it is undone, as it was written and approved. */
export function WrittenPlans({ number }: { number: string }) {
  const { data, isPending } = useChange(number);
  const plans = data
    ? [
        { name: t`Implementation plan`, html: data.implementationPlan.html },
        { name: t`Backout plan`, html: data.backoutPlan.html },
      ].filter(({ html }) => html !== '')
    : [];
  if (isPending) return <Skeleton rows={4} />;
  if (plans.length === 0) {
    return (
      <EmptyState>{t`It has no tasks for the work. What turns up is added on the page of the change.`}</EmptyState>
    );
  }
  return plans.map(({ name, html }) => (
    <section key={name} aria-label={name} className="border-t border-line px-4 py-3 first:border-t-0">
      <h3 className="mb-1 text-sm font-semibold">{name}</h3>
      <Prose html={html} />
    </section>
  ));
}
