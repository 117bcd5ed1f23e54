'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { NavCount } from './nav-count';

const ITEMS = [
  { href: '/oncall', label: 'On call', count: 'oncall' },
  { href: '/approvals', label: 'Approvals', count: 'approvals' },
  { href: '/overview', label: 'All', count: 'flying' },
] as const;

type PhoneBarProps = {
  onKill?: (() => void) | undefined;
  onKillNear?: (() => void) | undefined;
};

/** The four things a phone is picked up for, by the thumb. */
export function PhoneBar({ onKill, onKillNear }: PhoneBarProps) {
  const pathname = usePathname();
  const itemClass =
    'flex h-14 flex-1 items-center justify-center gap-1.5 text-sm text-ink-2 no-underline -outline-offset-2';
  return (
    <nav
      aria-label="Quick"
      className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-border bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {ITEMS.map((item) => {
        const here = pathname.startsWith(item.href);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={here ? 'page' : undefined}
            className={cn(itemClass, here && 'font-semibold text-ink')}
          >
            {item.label}
            <NavCount of={item.count} />
          </Link>
        );
      })}
      {onKill ? (
        <button
          data-early=""
          type="button"
          onClick={onKill}
          onPointerEnter={onKillNear}
          onFocus={onKillNear}
          className={itemClass}
        >
          Kill…
        </button>
      ) : null}
    </nav>
  );
}
