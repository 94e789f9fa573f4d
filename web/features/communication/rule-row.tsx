import type { TellingRule } from '@interlock/contract/communication.ts';
import { t } from '@lingui/core/macro';
import { Pencil, Power, Trash2 } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { ActionMenu } from '../../ui/overlays/action-menu.tsx';
import { howWord, whenWord, whomWord } from './words.ts';

type Props = {
  rule: TellingRule;
  onTry: () => void;
  onEdit: () => void;
  onSwitch: () => void;
  onDelete: () => void;
};

/** A rule as a sentence in three parts: when, whom, how. */
export function RuleRow({ rule, onTry, onEdit, onSwitch, onDelete }: Props) {
  const { name, active, shipped } = rule;
  const whom = whomWord(rule);
  const actions = [
    { key: 'edit', label: t`Edit`, icon: <Pencil size={14} aria-hidden="true" />, onChoose: onEdit },
    {
      key: 'switch',
      label: active ? t`Switch off` : t`Switch on`,
      icon: <Power size={14} aria-hidden="true" />,
      onChoose: onSwitch,
    },
    ...(shipped
      ? []
      : [{ key: 'delete', label: t`Delete`, icon: <Trash2 size={14} aria-hidden="true" />, onChoose: onDelete }]),
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className={cx('min-w-0 grow basis-72', !active && 'text-fg-3')}>
        <div className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {!active && <Badge>{t`Off`}</Badge>}
        </div>
        <p className={cx('mt-0.5 text-sm', active && 'text-fg-2')}>{whenWord(rule)}</p>
        <p className="mt-0.5 text-xs text-fg-3">
          {whom && `${whom} · `}
          {howWord(rule)}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <Button kind="quiet" aria-label={t`Try ${name}`} onClick={onTry}>{t`Try`}</Button>
        <ActionMenu label={t`More about ${name}`} actions={actions} />
      </div>
    </li>
  );
}
