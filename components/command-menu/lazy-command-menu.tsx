'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import type { CommandMenuProps } from './command-menu';

const load = () => import('./command-menu');
const CommandMenu = lazy(() => load().then((module) => ({ default: module.CommandMenu })));

/** The palette outside the first bundle: fetched when the page is idle, so that ⌘K still answers at once. */
export function LazyCommandMenu(props: CommandMenuProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  useEffect(() => {
    if (typeof requestIdleCallback === 'undefined') return;
    const handle = requestIdleCallback(() => void load());
    return () => cancelIdleCallback(handle);
  }, []);
  return wanted ? (
    <Suspense fallback={null}>
      <CommandMenu {...props} />
    </Suspense>
  ) : null;
}
