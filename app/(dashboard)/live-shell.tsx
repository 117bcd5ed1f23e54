'use client';

import { type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { Shell } from '@/components/layout/shell';
import { type ShellUser, UserMenu } from '@/components/layout/user-menu';
import { OutboxBar } from '@/components/outbox/outbox-bar';
import { KillSwitchDialog, StartReleaseDialog } from '@/components/releases/dialogs';
import { LiveStrip } from '@/components/releases/live-strip';
import { ViewerContext } from '@/components/releases/permitted';
import { onDemand } from '@/components/ui/on-demand';
import type { Sidebar } from '@/lib/preferences';
import { afterHydration } from '@/lib/queries/after-hydration';
import { useStalePage } from '@/lib/queries/live';
import { signOut } from '@/lib/queries/session';
import { BUILT } from './built';
import { Live, LiveCounts, News } from './live-parts';

type LiveShellProps = { sidebar: Sidebar; user: ShellUser; children: ReactNode };

/** Null while it is not asked for; `service` is chosen already where it is known. */
type KillAsked = { service?: string } | null;

const leave = () => void signOut();

const Palette = onDemand(async () => (await import('./palette')).Palette);

/**
 * The shell with what the browser knows: counts, freshness, palette, kill switch. Each part listens for itself: an event
 * does not draw the frame again.
 */
export function LiveShell({ sidebar, user, children }: LiveShellProps) {
  const stale = useStalePage();
  const [palette, setPalette] = useState(false);
  const [kill, setKill] = useState<KillAsked>(null);
  const [starting, setStarting] = useState(false);
  const { scopes } = useContext(ViewerContext);
  const mayKill = scopes.includes('release');
  // What leads to safety must be on the device before the network is gone, which is what phones lose; at a desk it comes
  // with the pointer.
  useEffect(
    () => (mayKill && matchMedia('(pointer: coarse)').matches ? afterHydration(KillSwitchDialog.warm) : undefined),
    [mayKill],
  );
  const parts = useMemo(
    () => ({
      live: <Live />,
      user: <UserMenu user={user} onSignOut={leave} />,
      strip: (
        <>
          <OutboxBar />
          <LiveStrip />
        </>
      ),
      onPalette: () => setPalette(true),
      ...(mayKill ? { onKill: () => setKill({}), onKillNear: KillSwitchDialog.warm } : {}),
    }),
    [user, mayKill],
  );
  return (
    <>
      <Shell place="production" counting={LiveCounts} available={BUILT} sidebar={sidebar} stale={stale} {...parts}>
        {children}
      </Shell>
      <News stale={stale} />
      {palette ? (
        <Palette
          onOpenChange={setPalette}
          onKill={mayKill ? (service) => setKill(service === undefined ? {} : { service }) : null}
          onStart={mayKill ? () => setStarting(true) : null}
        />
      ) : null}
      {kill ? <KillSwitchDialog open onOpenChange={(open) => setKill(open ? kill : null)} {...kill} /> : null}
      {starting ? <StartReleaseDialog open onOpenChange={setStarting} /> : null}
    </>
  );
}
