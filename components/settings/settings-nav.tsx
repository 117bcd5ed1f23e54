'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';

const PLACES = [
  { href: '/settings', label: 'Display and rings' },
  { href: '/settings/people', label: 'People' },
  { href: '/settings/teams', label: 'Teams' },
  { href: '/settings/tokens', label: 'Service accounts and tokens' },
  { href: '/settings/account', label: 'Your account' },
] as const;

/** Where one is within the settings. Scrolls within itself on a phone. */
export function SettingsNav() {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the one that is open may lie beyond the edge.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>(`[href="${path}"]`);
    if (nav.current && here) nav.current.scrollLeft = here.offsetLeft - nav.current.offsetLeft - 16;
  }, [path]);
  return (
    <nav ref={nav} aria-label="Settings" className="mb-6 overflow-x-auto border-b border-border">
      <ul className="flex gap-4">
        {PLACES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? 'page' : undefined}
              className={cn(
                '-mb-px flex h-9 items-center border-b-2 text-sm font-medium whitespace-nowrap touch:h-11',
                path === href ? 'border-accent text-ink' : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
