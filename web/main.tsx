import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './app/i18n.ts';
import { router } from './app/router.tsx';
import { leaveWhenSignedOut } from './app/sign-out.ts';
import { queryClient } from './lib/calls/query.ts';

startLanguage();
leaveWhenSignedOut(router);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
