import { deleteRuleRoute, editRuleRoute, listRulesRoute, type TellingRule } from '@interlock/contract/communication.ts';
import { t } from '@lingui/core/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call, type OutputOf } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleRow } from './rule-row.tsx';
import { TryDialog } from './try-dialog.tsx';

type Open = { what: 'edit' | 'try'; rule: TellingRule } | { what: 'new' };

export function RulesCard({ rules }: { rules: UseQueryResult<OutputOf<typeof listRulesRoute>> }) {
  const [open, setOpen] = useState<Open>();
  const change = useAction(async ({ rule, to }: { rule: TellingRule; to: 'on' | 'off' | 'gone' }, key) => {
    const { id: ruleId, version } = rule;
    if (to === 'gone') await call(deleteRuleRoute, { ruleId }, { key });
    else await call(editRuleRoute, { ruleId, version, active: to === 'on' }, { key });
    await outdated(listRulesRoute);
    say(to === 'gone' ? t`The rule is deleted.` : to === 'on' ? t`The rule is on.` : t`The rule is off.`);
  });
  const close = () => setOpen(undefined);
  return (
    <Card title={t`Rules`} aside={<Button onClick={() => setOpen({ what: 'new' })}>{t`New rule`}</Button>} flush>
      {change.refusal && (
        <div className="p-3">
          <RefusalNote refusal={change.refusal} />
        </div>
      )}
      {rules.isPending && <Skeleton rows={6} />}
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      <ul>
        {rules.data?.items.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            onTry={() => setOpen({ what: 'try', rule })}
            onEdit={() => setOpen({ what: 'edit', rule })}
            onSwitch={() => void change.run({ rule, to: rule.active ? 'off' : 'on' })}
            onDelete={() => void change.run({ rule, to: 'gone' })}
          />
        ))}
      </ul>
      {open?.what === 'new' && <RuleDialog rule={null} onClose={close} />}
      {open?.what === 'edit' && <RuleDialog rule={open.rule} onClose={close} />}
      {open?.what === 'try' && <TryDialog rule={open.rule} onClose={close} />}
    </Card>
  );
}
