import type { OtherItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { placeOf } from '../../lib/browser/place-of.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { MembersProposal } from '../groups/index.ts';
import { OneOfMine } from '../improvements/index.ts';
import { ModelProposal } from '../model-drafts/index.ts';
import { UnlinkingProposal } from '../person-links/index.ts';
import { TemplateProposal } from '../templates/index.ts';
import { WaitGlyph } from './wait-glyph.tsx';
import { waitWord } from './words.ts';

/** What is shown of these says itself who proposes them or sent them back, and with which words. */
const saysWhy = new Set<OtherItem['kind']>([
  'model_proposed',
  'model_returned',
  'template_proposed',
  'template_returned',
]);

/** What waits and is no change: what it would alter, and the decision on it, as its own page shows them. */
export default function OtherPreview({ item }: { item: OtherItem }) {
  const { about, why, by, since } = item;
  const name = by?.name;
  return (
    <article className="scroll flex min-h-0 min-w-0 flex-col gap-4 overflow-y-auto px-4 py-5 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <Badge>
          <WaitGlyph item={item} /> {waitWord[item.kind]()}
        </Badge>
        <span className="font-mono text-xs text-fg-2">{about.label}</span>
        <span className="text-xs text-fg-2">
          {name && t`Asked by ${name}`} <Ago at={since} />
        </span>
      </div>
      <h2 className="text-xl font-semibold break-words">{about.title}</h2>
      {!saysWhy.has(item.kind) && <p className="text-sm break-words text-fg-2">{why}</p>}
      <Suspense fallback={<Skeleton rows={8} />}>
        <Body item={item} />
      </Suspense>
    </article>
  );
}

function Body({ item }: { item: OtherItem }) {
  const { about } = item;
  const acts = (buttons: ReactNode) => <Acts item={item}>{buttons}</Acts>;
  if (about.id.startsWith('mdl_')) return <ModelProposal modelId={about.id} acts={acts} />;
  if (about.id.startsWith('tpl_')) return <TemplateProposal templateId={about.id} acts={acts} />;
  return (
    <>
      {about.id.startsWith('grp_') && (
        <MembersProposal group={{ id: about.id, name: about.title }} proposalId={item.proposalId ?? ''} />
      )}
      {about.id.startsWith('usr_') && <UnlinkingProposal personId={about.id} />}
      {about.id.startsWith('imp_') && <OneOfMine improvementId={about.id} />}
      <Acts item={item} />
    </>
  );
}

const openWord: Record<OtherItem['kind'], () => string> = {
  model_proposed: () => t`Open the whole draft`,
  model_returned: () => t`Write on the draft`,
  template_proposed: () => t`Open the template`,
  template_returned: () => t`Open the template`,
  members_proposed: () => t`Open the groups`,
  unlinking_proposed: () => t`Open the people`,
  improvement: () => t`Open the register`,
};

const Acts = ({ item, children }: { item: OtherItem; children?: ReactNode }) => (
  <div className="sticky bottom-0 z-10 flex flex-wrap gap-2 border-y border-line bg-surface py-3">
    {children}
    <Link {...placeOf(item.about)} className={buttonLook('quiet')}>
      {openWord[item.kind]()}
    </Link>
  </div>
);
