'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { afterHydration } from '@/lib/queries/after-hydration';
import type { ActionName, Release } from '@/lib/releases/schema';
import type { Subject } from './asking';

type Ask = (action: ActionName, release: Release) => void;

const Asking = onDemand(async () => (await import('./asking')).Asking);

const AskContext = createContext<Ask>(() => undefined);

/** Opens the dialog of an action on a release; nothing happens before it is confirmed there. */
export const useAsk = (): Ask => useContext(AskContext);

/** Holds the one dialog of the page in which actions are confirmed. Closing it never stops what was asked. */
export function ActProvider({ children }: { children: ReactNode }) {
  const [subject, setSubject] = useState<Subject | null>(null);
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  // Taking a release back must not wait for a network that may be the very thing that fails.
  useEffect(() => afterHydration(Asking.warm), []);
  const ask = useCallback((action: ActionName, release: Release) => {
    setSubject({ action, release });
    setRound((count) => count + 1);
    setOpen(true);
  }, []);
  return (
    <AskContext value={ask}>
      {children}
      {subject ? <Asking key={round} subject={subject} open={open} onOpenChange={setOpen} /> : null}
    </AskContext>
  );
}
