'use client';

import { useRouter } from 'next/navigation';
import { type ComponentType, Fragment, type ReactNode, useState } from 'react';
import { ShortcutProvider, useShortcut } from '@/components/keyboard/shortcuts';
import { onDemand, useEver } from '@/components/ui/on-demand';
import { ToastProvider } from '@/components/ui/toast';
import type { Sidebar as SidebarState } from '@/lib/preferences';
import { Announcer } from './announcer';
import { NAV, type NavKey } from './nav';
import { PhoneBar } from './phone-bar';
import { applyPreference, savePreference } from './save-preference';
import { Sidebar } from './sidebar';
import { TopBar } from './top-bar';

export type ShellProps = {
  /** "acme · production" */
  place: string;
  available?: readonly NavKey[];
  /** Around each part of the navigation: gives it its counts (`NavCountsContext`). */
  counting?: ComponentType<{ children: ReactNode }>;
  /** From the cookie, so nothing moves after the first paint. */
  sidebar: SidebarState;
  /** A LiveIndicator. */
  live: ReactNode;
  /** A UserMenu. */
  user: ReactNode;
  /** A Strip, or nothing. */
  strip?: ReactNode;
  /** The page lost its stream: numbers are hatched, countdowns stop. */
  stale?: boolean;
  onPalette: () => void;
  /** Left out for people who may not. */
  onKill?: () => void;
  /** The pointer or the focus came near the kill switch: fetch its dialog. */
  onKillNear?: () => void;
  children: ReactNode;
};

const NavSheet = onDemand(async () => (await import('./nav-sheet')).NavSheet);
const ShortcutSheet = onDemand(async () => (await import('@/components/keyboard/shortcut-sheet')).ShortcutSheet);

function NavKeys({ available }: { available?: readonly NavKey[] | undefined }) {
  const items = NAV.flatMap((group) => group.items).filter((item) => available?.includes(item.key) ?? true);
  return items.map((item) =>
    item.letter ? <NavShortcut key={item.key} letter={item.letter} label={item.label} href={item.href} /> : null,
  );
}

function NavShortcut({ letter, label, href }: { letter: string; label: string; href: string }) {
  const router = useRouter();
  useShortcut({ keys: `g ${letter}`, label, group: 'Go to', run: () => router.push(href) });
  return null;
}

function ShellFrame({
  place,
  available,
  counting: Counting = Fragment,
  sidebar,
  live,
  user,
  strip,
  stale,
  onPalette,
  onKill,
  onKillNear,
  children,
}: ShellProps) {
  const [folded, setFolded] = useState(sidebar === 'folded');
  const [menu, setMenu] = useState(false);
  const [keys, setKeys] = useState(false);
  const fold = () => {
    savePreference('sidebar', folded ? 'open' : 'folded');
    setFolded(!folded);
  };
  const density = () =>
    applyPreference('density', document.documentElement.dataset.density === 'compact' ? 'comfortable' : 'compact');
  useShortcut({ keys: 'mod+k', label: 'Find a release or an action', group: 'Anywhere', run: onPalette });
  useShortcut({ keys: '[', label: 'Fold the sidebar', group: 'Anywhere', run: fold });
  useShortcut({ keys: '?', label: 'All shortcuts', group: 'Anywhere', run: () => setKeys(true) });
  useShortcut({ keys: 'd', label: 'Density', group: 'Anywhere', run: density });
  return (
    <div className="flex min-h-dvh" data-stale={stale ? '' : undefined}>
      <a
        href="#content"
        className="absolute top-2 left-2 z-60 -translate-y-20 rounded-control border border-control bg-raised px-3 py-1.5 text-sm text-ink focus:translate-y-0"
      >
        To the content
      </a>
      <NavKeys available={available} />
      <Counting>
        <Sidebar place={place} available={available} folded={folded} onFold={fold} onKeys={() => setKeys(true)} />
      </Counting>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          live={live}
          user={user}
          onPalette={onPalette}
          onKill={onKill}
          onKillNear={onKillNear}
          onMenu={() => setMenu(true)}
        />
        {strip}
        <main id="content" tabIndex={-1} className="flex-1 p-page pb-24 outline-none md:pb-page">
          {children}
        </main>
      </div>
      <Counting>
        <PhoneBar onKill={onKill} onKillNear={onKillNear} />
      </Counting>
      {useEver(menu) ? (
        <Counting>
          <NavSheet open={menu} onOpenChange={setMenu} title={place} available={available} />
        </Counting>
      ) : null}
      {useEver(keys) ? <ShortcutSheet open={keys} onOpenChange={setKeys} /> : null}
      <Announcer />
    </div>
  );
}

/** The frame of every signed-in page: sidebar, top bar, strip, content; on phones a bar by the thumb. */
export function Shell(props: ShellProps) {
  return (
    <ShortcutProvider>
      <ToastProvider>
        <ShellFrame {...props} />
      </ToastProvider>
    </ShortcutProvider>
  );
}
