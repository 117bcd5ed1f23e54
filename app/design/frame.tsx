'use client';

import { Snowflake } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { LazyCommandMenu } from '@/components/command-menu/lazy-command-menu';
import { pageItems } from '@/components/command-menu/page-items';
import type { PaletteItem } from '@/components/command-menu/rank';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { NavCountsContext } from '@/components/layout/nav-count';
import { NowProvider } from '@/components/layout/now';
import { Shell } from '@/components/layout/shell';
import { Strip } from '@/components/layout/strip';
import { UserMenu } from '@/components/layout/user-menu';
import type { Sidebar } from '@/lib/preferences';
import { NOW } from './samples';

const user = { name: 'Mara Lind', email: 'mara@acme.example', role: 'release manager' };

const nothing = () => undefined;
const ITEMS: PaletteItem[] = [
  {
    id: 'a',
    group: 'Actions',
    label: 'Roll back checkout 2.4.1 → 2.4.0',
    hint: 'broad 5 %, failing',
    shortcut: 'R',
    hurting: true,
    run: nothing,
  },
  { id: 'b', group: 'Actions', label: 'Kill switch: checkout → 2.4.0', hint: 'asks for a reason', run: nothing },
  { id: 'c', group: 'Releases', label: 'checkout 2.4.1', hint: 'Paused, failing', run: nothing },
  { id: 'd', group: 'Releases', label: 'checkout 2.3.9', hint: 'Rolled back 4 Nov', run: nothing },
  ...pageItems(nothing),
];

const COUNTS = { overview: 5, oncall: 2, approvals: 1, freezes: 1, postmortems: 1, audit: '✓' } as const;

/** The shell around the design page, frozen at the moment of the screens. */
export function DesignFrame({ sidebar, stale, children }: { sidebar: Sidebar; stale: boolean; children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  return (
    <NowProvider initial={NOW} frozen stale={stale}>
      <NavCountsContext value={COUNTS}>
        <Shell
          place="acme · production"
          sidebar={sidebar}
          stale={stale}
          live={<LiveIndicator state={stale ? 'stale' : 'live'} at={stale ? NOW - 40_000 : NOW - 2000} />}
          user={<UserMenu user={user} onSignOut={() => undefined} />}
          strip={
            <Strip
              items={[
                {
                  key: 'freeze',
                  icon: Snowflake,
                  text: '“Quarter end” covers 9 services until Mon 23 Nov 07:00 UTC. Rolling back still works.',
                  action: { label: 'See freeze', href: '/freezes' },
                },
              ]}
            />
          }
          onPalette={() => setPalette(true)}
          onKill={() => undefined}
        >
          {children}
        </Shell>
      </NavCountsContext>
      <LazyCommandMenu open={palette} onOpenChange={setPalette} items={ITEMS} />
    </NowProvider>
  );
}
