'use client';

import { onDemand, useEver } from '@/components/ui/on-demand';
import type { CommandMenuProps } from './command-menu';

const CommandMenu = onDemand(async () => (await import('./command-menu')).CommandMenu);

/** The palette outside the first bundle: fetched when it is first opened, since most pages never open it. */
export function LazyCommandMenu(props: CommandMenuProps) {
  return useEver(props.open) ? <CommandMenu {...props} /> : null;
}
