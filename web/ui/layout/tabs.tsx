import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type Tab = { key: string; label: string; count?: number | undefined; panel: () => ReactNode };

type Props = { label: string; tabs: readonly Tab[]; current: string; onChange: (key: string) => void };

export function Tabs({ label, tabs, current, onChange }: Props) {
  return (
    <Base.Root value={current} onValueChange={(key) => onChange(String(key))}>
      <Base.List aria-label={label} className="scroll flex gap-5 overflow-x-auto border-b border-line px-0.5">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.key}
            value={tab.key}
            className="-mb-px flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-0.5 text-sm font-medium text-fg-2 hover:text-fg data-active:border-fg data-active:text-fg"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-xs text-fg-3 tabular-nums">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.key} value={tab.key} className="pt-5">
          {tab.panel()}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
