'use client';

import { Snowflake } from 'lucide-react';
import type { ReactNode } from 'react';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { NowProvider } from '@/components/layout/now';
import { Shell } from '@/components/layout/shell';
import { Strip } from '@/components/layout/strip';
import { UserMenu } from '@/components/layout/user-menu';
import type { Sidebar } from '@/lib/preferences';
import { NOW } from './samples';

const user = { name: 'Mara Lind', email: 'mara@acme.example', role: 'release manager' };

/** The shell around the design page, frozen at the moment of the screens. */
export function DesignFrame({ sidebar, stale, children }: { sidebar: Sidebar; stale: boolean; children: ReactNode }) {
  return (
    <NowProvider initial={NOW} frozen>
      <Shell
        place="acme · production"
        counts={{ overview: 5, oncall: 2, approvals: 1, freezes: 1, postmortems: 1, audit: '✓' }}
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
        onPalette={() => undefined}
        onKill={() => undefined}
      >
        {children}
      </Shell>
    </NowProvider>
  );
}
