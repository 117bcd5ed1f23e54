'use client';

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NowProvider } from '@/components/layout/now';
import type { ShellUser } from '@/components/layout/user-menu';
import { ActProvider } from '@/components/releases/act-provider';
import type { Sidebar } from '@/lib/preferences';
import { LiveProvider } from '@/lib/queries/live';
import { LiveShell } from './live-shell';

type DashboardFrameProps = {
  sidebar: Sidebar;
  now: number;
  user: ShellUser;
  flight: DehydratedState;
  children: ReactNode;
};

/** What every signed-in page stands on: the clock, the stream, the one dialog for actions, the shell. */
export function DashboardFrame({ sidebar, now, user, flight, children }: DashboardFrameProps) {
  return (
    <NowProvider initial={now}>
      <LiveProvider now={now}>
        <HydrationBoundary state={flight}>
          <ActProvider>
            <LiveShell sidebar={sidebar} user={user}>
              {children}
            </LiveShell>
          </ActProvider>
        </HydrationBoundary>
      </LiveProvider>
    </NowProvider>
  );
}
