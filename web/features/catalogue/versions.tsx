import { listTemplateVersionsRoute, type TemplateDetail } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';
import { Differences, Figures, stateTone, stateWord } from '../templates/index.ts';

/** Every version, newest first, with what it altered and how its changes went. */
export function Versions({ template }: { template: TemplateDetail }) {
  const versions = useQuery(reads(listTemplateVersionsRoute, { templateId: template.id, limit: 100 }));
  if (versions.isPending) return <Skeleton />;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const { items } = versions.data;
  return (
    <div className="flex flex-col gap-3">
      {items.map((version) => {
        const { templateVersion, state, published, note } = version;
        const before = items.find((one) => one.templateVersion === version.previous);
        const by = published?.by.name;
        return (
          <Card
            key={templateVersion}
            title={t`Version ${templateVersion}`}
            aside={<Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>}
          >
            <div className="flex flex-col gap-3 text-sm">
              {published && by && (
                <p className="text-fg-2">
                  {t`Published by ${by}`}, <At at={published.at} />
                </p>
              )}
              {note && <p className="whitespace-pre-line">{note}</p>}
              {published && (
                <Figures templateId={template.id} templateVersion={templateVersion} figures={version.figures} />
              )}
              {before && <Differences before={before} after={version} />}
            </div>
          </Card>
        );
      })}
    </div>
  );
}
