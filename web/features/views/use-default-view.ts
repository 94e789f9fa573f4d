import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ListSearch } from '../change-filters/index.ts';
import { columnsAmong, setListSettings } from '../change-rows/index.ts';
import { addressOf, useViews } from './use-views.ts';

/** Whoever opens the list without saying what of it comes to the view that they chose to begin with. */
export function useDefaultView(search: ListSearch): { isPending: boolean; has: boolean } {
  const navigate = useNavigate({ from: '/changes' });
  const views = useViews();
  const saysNothing = Object.keys(search).length === 0;
  const view = views.data?.items.find(({ isDefault }) => isDefault);
  const leads = saysNothing && view !== undefined;
  useEffect(() => {
    if (!leads) return;
    const columns = columnsAmong(view.columns);
    if (columns.length > 0) setListSettings({ columns });
    void navigate({ search: addressOf(view), replace: true });
  }, [leads, view, navigate]);
  return { isPending: leads || (saysNothing && views.isPending), has: view !== undefined };
}
