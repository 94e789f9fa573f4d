import type { InboxItem, OtherItem } from '@interlock/contract/inbox.ts';
import { LayoutTemplate, Lightbulb, type LucideIcon, Unlink, UsersRound, Workflow } from 'lucide-react';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';

const icons: Record<OtherItem['kind'], LucideIcon> = {
  model_proposed: Workflow,
  model_returned: Workflow,
  template_proposed: LayoutTemplate,
  template_returned: LayoutTemplate,
  members_proposed: UsersRound,
  unlinking_proposed: Unlink,
  improvement: Lightbulb,
};

/** What it is that waits: a change by its state, anything else by its kind. */
export function WaitGlyph({ item }: { item: InboxItem }) {
  if (item.change) return <StateGlyph kind={item.change.state.kind} held={item.change.onHold} />;
  const Icon = icons[item.kind];
  return <Icon size={14} className="shrink-0 text-fg-2" aria-hidden="true" />;
}
