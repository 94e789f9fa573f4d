import {
  type Delivery,
  deliveryStates,
  listDeliveriesRoute,
  outboundRoute,
  sendAgainRoute,
} from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { itemsOf, TriedList } from './tried-list.tsx';
import { stateWord } from './words.ts';

type State = Delivery['state'];

/** Every mail and post with what became of it. */
export function DeliveriesCard() {
  const [state, setState] = useState<State | ''>('');
  const list = useInfiniteQuery({
    queryKey: [listDeliveriesRoute.path, state],
    queryFn: ({ pageParam, signal }) =>
      call(
        listDeliveriesRoute,
        { limit: 25, ...(state && { state: [state] }), ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const again = useAction(async (deliveryId: string, key) => {
    await call(sendAgainRoute, { deliveryId }, { key });
    await outdated(listDeliveriesRoute, outboundRoute);
    say(t`It is tried again now.`);
  });
  return (
    <Card
      title={t`Deliveries`}
      aside={
        <Button kind="quiet" onClick={() => void outdated(listDeliveriesRoute, outboundRoute)}>{t`Look again`}</Button>
      }
      flush
    >
      <div className="max-w-64 px-4 py-3">
        <Select<State>
          label={t`Show`}
          value={state}
          empty={t`All`}
          options={deliveryStates.map((value) => ({ value, label: stateWord[value]() }))}
          onChange={setState}
        />
      </div>
      <TriedList
        list={list}
        again={again}
        row={(delivery, onAgain) => <DeliveryRow key={delivery.id} delivery={delivery} onAgain={onAgain} />}
      >
        {list.isPending && <Skeleton rows={5} />}
        {list.isSuccess && itemsOf(list).length === 0 && (
          <EmptyState>{state ? t`Nothing stands so.` : t`Nothing was sent yet.`}</EmptyState>
        )}
      </TriedList>
    </Card>
  );
}
