'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { LazyCommandMenu } from '@/components/command-menu/lazy-command-menu';
import { pageItems } from '@/components/command-menu/page-items';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { NowProvider } from '@/components/layout/now';
import { Shell } from '@/components/layout/shell';
import { UserMenu } from '@/components/layout/user-menu';
import type { Sidebar } from '@/lib/preferences';

type DashboardFrameProps = { sidebar: Sidebar; now: number; children: ReactNode };

const NOBODY = { name: 'Not signed in', email: '', role: 'none' };

/** The shell with what the browser knows: palette, live state, counts, the person. */
export function DashboardFrame({ sidebar, now, children }: DashboardFrameProps) {
  const router = useRouter();
  const [palette, setPalette] = useState(false);
  return (
    <NowProvider initial={now}>
      <Shell
        place="production"
        counts={{}}
        sidebar={sidebar}
        live={<LiveIndicator state="reconnecting" at={now} />}
        user={<UserMenu user={NOBODY} onSignOut={() => router.push('/signin')} />}
        onPalette={() => setPalette(true)}
      >
        {children}
      </Shell>
      <LazyCommandMenu open={palette} onOpenChange={setPalette} items={pageItems((href) => router.push(href))} />
    </NowProvider>
  );
}
