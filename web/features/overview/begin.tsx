import type { Overview } from '@interlock/contract/overview.ts';
import { t } from '@lingui/core/macro';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { useMay } from '../../lib/session/session.ts';
import { Card } from '../../ui/layout/card.tsx';

type Step = { done: boolean; to: LinkProps['to']; name: string; why: string; shown: boolean };

/** What a new organisation does first; it goes once people are in and a change was raised. */
export function Begin({ begun }: { begun: Overview['begun'] }) {
  const invites = useMay('person.manage');
  const raises = useMay('change.raise');
  const models = useMay('model.edit');
  const imports = useMay('import.run');
  if (begun.people && begun.change) return null;
  const steps: Step[] = [
    {
      done: begun.people,
      to: '/people',
      name: t`Invite people`,
      why: t`Whoever raises, decides and carries out. They come in by a link and choose a password.`,
      shown: invites,
    },
    {
      done: begun.model,
      to: '/models',
      name: t`Write down how you work`,
      why: t`Normal, emergency and standard changes are there. Make a model of your own where your way differs.`,
      shown: models,
    },
    {
      done: begun.change,
      to: '/changes/new',
      name: t`Raise the first change`,
      why: t`A title is enough for a draft; the rest is asked when it is needed.`,
      shown: raises,
    },
  ];
  const mine = steps.filter(({ shown }) => shown);
  if (mine.every(({ done }) => done)) return null;
  return (
    <Card title={t`To begin with`}>
      <ul className="flex flex-col gap-3">
        {mine.map(({ done, to, name, why }) => (
          <li key={name} className="flex gap-2.5">
            {done ? (
              <CircleCheck size={16} className="mt-0.5 shrink-0 text-low" role="img" aria-label={t`Done`} />
            ) : (
              <Circle size={16} className="mt-0.5 shrink-0 text-fg-3" role="img" aria-label={t`To do`} />
            )}
            <div className="text-sm">
              <Link to={to} className="font-medium underline underline-offset-2">
                {name}
              </Link>
              <p className="text-fg-2">{why}</p>
            </div>
          </li>
        ))}
      </ul>
      {imports && !begun.imported && (
        <p className="mt-3 border-t border-line pt-3 text-sm text-fg-2">
          {t`You have changes in another tool? Its CSV export comes in as history:`}{' '}
          <Link to="/import" className="font-medium text-fg underline underline-offset-2">{t`Import`}</Link>
        </p>
      )}
    </Card>
  );
}
