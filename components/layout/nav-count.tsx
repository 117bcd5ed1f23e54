'use client';

import { createContext, useContext } from 'react';
import { cn } from '@/components/ui/cn';
import type { CountKey, NavCounts } from './nav';

/** Beside the frame, not through it: a number that changes draws that number again and nothing else. */
export const NavCountsContext = createContext<NavCounts>({});

/** What stands beside a nav item; nothing where there is nothing. */
export function NavCount({ of, className }: { of: CountKey; className?: string }) {
  const count = useContext(NavCountsContext)[of];
  return count ? <span className={cn('text-xs font-medium', className)}>{count}</span> : null;
}
