'use client';

import { Sheet } from '@/components/ui/sheet';
import type { NavKey } from './nav';
import { NavList } from './nav-list';

type NavSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  available: readonly NavKey[] | undefined;
};

/** The sidebar of a phone. */
export function NavSheet({ open, onOpenChange, title, available }: NavSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="left" title={title}>
      <NavList {...(available ? { available } : {})} onNavigate={() => onOpenChange(false)} />
    </Sheet>
  );
}
