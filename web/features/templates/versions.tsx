import { listTemplateVersionsRoute, type TemplateDetail } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { At } from '../../ui/time.tsx';
import { Differences } from './differences.tsx';
import { Figures } from './figures.tsx';
import { stateTone, stateWord } from './words.ts';

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
