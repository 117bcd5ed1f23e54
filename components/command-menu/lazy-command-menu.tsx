'use client';

import { lazy, Suspense, useState } from 'react';
import type { CommandMenuProps } from './command-menu';

const CommandMenu = lazy(() => import('./command-menu').then((module) => ({ default: module.CommandMenu })));

/** The palette outside the first bundle: fetched when it is first opened, since most pages never open it. */
export function LazyCommandMenu(props: CommandMenuProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <CommandMenu {...props} />
    </Suspense>
  ) : null;
}
