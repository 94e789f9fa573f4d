import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Action } from '../../lib/calls/use-action.ts';
import { ShowMore } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';

type Paged<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;

/** Every item that has come so far, of a list that comes in pages. */
export const itemsOf = <Item,>({ data }: Paged<Item>): Item[] => data?.pages.flatMap((page) => page.items) ?? [];

type Props<Item> = {
  list: Paged<Item>;
  again: Action<string>;
  row: (item: Item, onAgain: () => void) => ReactNode;
  /** In place of the rows while there are none. */
  children?: ReactNode;
};

/** What was tried, newest first, each to be tried again. */
export function TriedList<Item extends { id: string }>({ list, again, row, children }: Props<Item>) {
  return (
    <>
      {again.refusal && (
        <div className="px-4 pb-3">
          <RefusalNote refusal={again.refusal} />
        </div>
      )}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {children}
      <ul>{itemsOf(list).map((item) => row(item, () => void again.run(item.id)))}</ul>
      <ShowMore list={list} className="p-3" />
    </>
  );
}
