'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { NAV, type NavItem, type NavKey, navItemOf } from './nav';
import { NavCount } from './nav-count';

type NavListProps = {
  /** Only these are built; the others are left out rather than shown dead. */
  available?: readonly NavKey[];
  /** Icons only. */
  folded?: boolean;
  onNavigate?: () => void;
};

function NavLink({
  item,
  current,
  folded,
  onNavigate,
}: {
  item: NavItem;
  current: boolean;
  folded: boolean;
  onNavigate?: (() => void) | undefined;
}) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      onClick={onNavigate}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={item.letter ? `g ${item.letter}` : undefined}
      title={item.label}
      className={cn(
        'tap group relative flex h-8 items-center gap-2.5 rounded-control px-2.5 text-sm text-ink-2 no-underline transition-colors hover:bg-selected hover:text-ink touch:h-11',
        current && 'bg-selected font-medium text-ink',
        folded ? 'justify-center px-0' : 'narrow:justify-center narrow:px-0',
      )}
    >
      {current ? (
        <span aria-hidden="true" className="absolute inset-y-1.5 -left-2 w-0.5 rounded-full bg-accent" />
      ) : null}
      <Icon
        aria-hidden="true"
        className={cn('size-4 shrink-0', current ? 'text-ink' : 'text-ink-3')}
        strokeWidth={1.75}
      />
      <span className={folded ? 'sr-only' : 'truncate narrow:sr-only'}>{item.label}</span>
      <NavCount
        of={item.key}
        className={cn(
          'text-ink-2',
          folded ? 'absolute top-0 right-0.5' : 'ml-auto narrow:absolute narrow:top-0 narrow:right-0.5',
        )}
      />
    </Link>
  );
}

export function NavList({ available, folded = false, onNavigate }: NavListProps) {
  const current = navItemOf(usePathname());
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      {NAV.map((group) => {
        const items = group.items.filter((item) => available?.includes(item.key) ?? true);
        if (items.length === 0) return null;
        return (
          <div key={group.label} className="flex flex-col gap-px">
            <p className={cn('eyebrow mb-1 px-2.5', folded ? 'sr-only' : 'narrow:sr-only')}>{group.label}</p>
            {items.map((item) => (
              <NavLink key={item.key} item={item} current={item === current} folded={folded} onNavigate={onNavigate} />
            ))}
          </div>
        );
      })}
    </nav>
  );
}
