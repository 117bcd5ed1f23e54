'use client';

import { Sheet } from '@/components/ui/sheet';
import type { NavCounts, NavKey } from './nav';
import { NavList } from './nav-list';

type NavSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  counts: NavCounts;
  available: readonly NavKey[] | undefined;
};

/** The sidebar of a phone. */
export function NavSheet({ open, onOpenChange, title, counts, available }: NavSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="left" title={title}>
      <NavList counts={counts} {...(available ? { available } : {})} onNavigate={() => onOpenChange(false)} />
    </Sheet>
  );
}
