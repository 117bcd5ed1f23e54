'use client';

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NowProvider } from '@/components/layout/now';
import type { ShellUser } from '@/components/layout/user-menu';
import { OfflineReady } from '@/components/outbox/offline-ready';
import { OutboxProvider } from '@/components/outbox/outbox-provider';
import { ActProvider } from '@/components/releases/act-provider';
import { ViewerContext } from '@/components/releases/permitted';
import type { Sidebar } from '@/lib/preferences';
import { LiveProvider, useStalePage } from '@/lib/queries/live';
import type { Viewer } from '@/lib/releases/approval-turn';
import { LiveShell } from './live-shell';

type DashboardFrameProps = {
  sidebar: Sidebar;
  now: number;
  /** Id of the newest event when the page's data was read. */
  since: string;
  user: ShellUser;
  viewer: Viewer;
  flight: DehydratedState;
  children: ReactNode;
};

/** The clock stops being believed when the stream does: countdowns below become "–". */
function LiveClock({ now, children }: { now: number; children: ReactNode }) {
  const stalePage = useStalePage();
  return (
    <NowProvider initial={now} stale={stalePage}>
      {children}
    </NowProvider>
  );
}

/** What every signed-in page stands on: the stream, the clock, the one dialog for actions, the shell. */
export function DashboardFrame({ sidebar, now, since, user, viewer, flight, children }: DashboardFrameProps) {
  return (
    <LiveProvider now={now} since={since}>
      <LiveClock now={now}>
        <HydrationBoundary state={flight}>
          <ViewerContext value={viewer}>
            <OfflineReady />
            <OutboxProvider>
              <ActProvider>
                <LiveShell sidebar={sidebar} user={user}>
                  {children}
                </LiveShell>
              </ActProvider>
            </OutboxProvider>
          </ViewerContext>
        </HydrationBoundary>
      </LiveClock>
    </LiveProvider>
  );
}
