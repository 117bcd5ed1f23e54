'use client';

import { Keyboard, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';
import { Mark } from './mark';
import type { NavKey } from './nav';
import { NavList } from './nav-list';
import { UtcClock } from './utc-clock';

type SidebarProps = {
  /** "acme · production" */
  place: string;
  available?: readonly NavKey[] | undefined;
  folded: boolean;
  onFold: () => void;
  onKeys: () => void;
};

function FootButton({
  label,
  shortcut,
  folded,
  onClick,
  children,
}: {
  label: string;
  shortcut: string;
  folded: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      title={`${label}  ${shortcut}`}
      aria-keyshortcuts={shortcut}
      className={cn(
        'tap flex h-7 items-center gap-2 rounded-control px-2 text-xs text-ink-3 hover:bg-selected hover:text-ink [&_svg]:size-3.5',
        folded ? 'justify-center px-0' : 'narrow:justify-center narrow:px-0',
      )}
    >
      {children}
      <span className={folded ? 'sr-only' : 'narrow:sr-only'}>{label}</span>
      {folded ? null : <Kbd className="ml-auto narrow:hidden">{shortcut}</Kbd>}
    </button>
  );
}

/** 232 px, or 52 px of icons. Hidden on phones, where the top bar opens the same list. */
export function Sidebar({ place, available, folded, onFold, onKeys }: SidebarProps) {
  return (
    <aside
      aria-label="Sidebar"
      className={cn(
        'no-print sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-border bg-canvas md:flex',
        folded ? 'w-13' : 'w-sidebar narrow:w-13',
      )}
    >
      <div
        className={cn(
          'flex h-topbar items-center gap-2.5',
          folded ? 'justify-center' : 'px-4 narrow:justify-center narrow:px-0',
        )}
      >
        <Mark className="size-[1.125rem] text-ink" />
        <div className={folded ? 'sr-only' : 'min-w-0 narrow:sr-only'}>
          <p className="text-base leading-4 font-semibold text-ink">Rampart</p>
          <p className="truncate text-xs text-ink-3">{place}</p>
        </div>
      </div>
      <div className="flex-1 overflow-y-auto px-2 py-3">
        <NavList available={available} folded={folded} />
      </div>
      <div className={cn('flex flex-col gap-px px-2 pb-3', folded && 'items-stretch')}>
        <FootButton label="Keys" shortcut="?" folded={folded} onClick={onKeys}>
          <Keyboard aria-hidden="true" />
        </FootButton>
        <FootButton label={folded ? 'Unfold' : 'Fold'} shortcut="[" folded={folded} onClick={onFold}>
          {folded ? <PanelLeftOpen aria-hidden="true" /> : <PanelLeftClose aria-hidden="true" />}
        </FootButton>
        {folded ? null : <UtcClock className="narrow:hidden" />}
      </div>
    </aside>
  );
}
