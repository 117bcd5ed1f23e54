'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { navItemOf } from './nav';

type TopBarProps = {
  live: ReactNode;
  user: ReactNode;
  onPalette: () => void;
  onKill?: (() => void) | undefined;
  onKillNear?: (() => void) | undefined;
  onMenu: () => void;
};

/** 48 px: where one is, whether the page is live, the palette, the kill switch, who one is. */
export function TopBar({ live, user, onPalette, onKill, onKillNear, onMenu }: TopBarProps) {
  const item = navItemOf(usePathname());
  return (
    <header className="no-print sticky top-0 z-30 flex h-topbar items-center gap-3 border-b border-border bg-canvas px-page">
      <IconButton label="Menu" className="-ml-2 md:hidden" onClick={onMenu}>
        <MenuIcon aria-hidden="true" />
      </IconButton>
      {item ? (
        <Link
          href={item.href}
          className="min-w-0 truncate text-base font-semibold text-ink no-underline hover:underline"
        >
          {item.label}
        </Link>
      ) : null}
      <div className="ml-auto flex shrink-0 items-center gap-3 md:gap-4">
        {live}
        <button
          type="button"
          onClick={onPalette}
          aria-keyshortcuts="Meta+K Control+K"
          className="tap hidden h-8 w-72 items-center gap-2 rounded-control border border-border bg-surface px-2.5 text-sm text-ink-3 hover:border-control hover:text-ink-2 lg:flex"
        >
          <Search aria-hidden="true" className="size-3.5" />
          Find a release or an action
          <Kbd className="ml-auto">⌘K</Kbd>
        </button>
        <IconButton label="Find a release or an action" className="lg:hidden" onClick={onPalette}>
          <Search aria-hidden="true" />
        </IconButton>
        {onKill ? (
          <Button
            data-early=""
            size="md"
            onClick={onKill}
            onPointerEnter={onKillNear}
            onFocus={onKillNear}
            className="max-sm:hidden"
          >
            Kill switch…
          </Button>
        ) : null}
        {user}
      </div>
    </header>
  );
}
