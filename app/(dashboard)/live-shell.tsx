'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useContext, useMemo, useState } from 'react';
import { calling } from '@/components/attention/cards';
import { useCounts } from '@/components/attention/use-counts';
import { LazyCommandMenu } from '@/components/command-menu/lazy-command-menu';
import { pageItems } from '@/components/command-menu/page-items';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { Shell } from '@/components/layout/shell';
import { type ShellUser, UserMenu } from '@/components/layout/user-menu';
import { useAsk } from '@/components/releases/act-provider';
import { KillSwitchDialog } from '@/components/releases/dialogs';
import { LiveStrip } from '@/components/releases/live-strip';
import { releaseItems } from '@/components/releases/palette-items';
import { permitted, ViewerContext } from '@/components/releases/permitted';
import { useAnnouncements } from '@/components/releases/use-announcements';
import type { Sidebar } from '@/lib/preferences';
import { useLiveState } from '@/lib/queries/live';
import { useFinished, useFlight } from '@/lib/queries/releases';
import { useActiveFreezes } from '@/lib/queries/services';
import { signOut } from '@/lib/queries/session';
import type { Release } from '@/lib/releases/schema';
import { BUILT } from './built';

const NONE: readonly Release[] = [];

type LiveShellProps = { sidebar: Sidebar; user: ShellUser; children: ReactNode };

/** The shell with what the browser knows: counts, freshness, palette, kill switch. */
export function LiveShell({ sidebar, user, children }: LiveShellProps) {
  const router = useRouter();
  const ask = useAsk();
  const live = useLiveState();
  const counts = useCounts();
  const flight = useFlight().data ?? NONE;
  const freezes = useActiveFreezes().data ?? [];
  const [palette, setPalette] = useState(false);
  const [kill, setKill] = useState(false);
  const viewer = useContext(ViewerContext);
  const mayKill = viewer.scopes.includes('release');
  const finished = useFinished().data;
  const told = useMemo(() => [...flight, ...(finished ?? NONE)], [flight, finished]);
  useAnnouncements(told, live.state === 'stale');
  const go = (href: string) => router.push(href);
  const items = palette
    ? [
        ...releaseItems(
          flight.map((release) => ({ ...release, actions: permitted(release, viewer) })),
          { ask, go, kill: mayKill ? () => setKill(true) : null },
        ),
        ...pageItems(go),
      ]
    : [];
  return (
    <>
      <Shell
        place="production"
        counts={{
          overview: calling(counts),
          oncall: counts.hurting,
          approvals: flight.filter((release) => release.status === 'awaiting_approval').length,
          freezes: freezes.length,
        }}
        available={BUILT}
        sidebar={sidebar}
        stale={live.state === 'stale'}
        live={<LiveIndicator state={live.state} at={live.at} />}
        user={<UserMenu user={user} onSignOut={() => void signOut()} />}
        strip={<LiveStrip releases={flight} freezes={freezes} />}
        onPalette={() => setPalette(true)}
        {...(mayKill ? { onKill: () => setKill(true), onKillNear: KillSwitchDialog.warm } : {})}
      >
        {children}
      </Shell>
      <LazyCommandMenu open={palette} onOpenChange={setPalette} items={items} />
      {kill ? <KillSwitchDialog open onOpenChange={setKill} /> : null}
    </>
  );
}
