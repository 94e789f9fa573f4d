import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { lookRoute } from '@interlock/contract/decisions.ts';
import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { fieldName, valueWord } from '../changes/index.ts';
import { useNews } from './use-news.ts';

export type Looking = { change: Pick<ChangeDetail, 'id' | 'revision'> };

/** What an approver has not seen yet, word by word, before anything else. Having shown it, it keeps that they have seen it. */
export default function WhatIsNew({ change }: Looking) {
  const { locale } = useViewer();
  const { id, revision } = change;
  const news = useNews(change);
  const isRead = news.isSuccess;
  useEffect(() => {
    if (isRead) void call(lookRoute, { changeId: id, revision }).catch(() => undefined);
  }, [isRead, id, revision]);
  const { since, fields = [], names = {} } = news.data ?? {};
  if (!since || fields.length === 0) return null;
  return (
    <Card
      title={since.is === 'vote' ? t`New since you voted` : t`New since you last looked`}
      aside={<Ago at={since.at} />}
    >
      <div className="flex flex-col gap-3">
        {fields.map(({ field, before, after }) => (
          <ChangedValue
            key={field}
            name={fieldName(field)}
            before={valueWord(field, before, locale)}
            after={valueWord(field, after, locale)}
            named={(id) => names[id] ?? id}
          />
        ))}
      </div>
    </Card>
  );
}
