'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { announce } from '@/components/layout/announcer';
import { useLiveState } from '@/lib/queries/live';
import { useActOnRelease, useRelease } from '@/lib/queries/releases';
import type { ActionName, Release } from '@/lib/releases/schema';
import { ActionDialog } from './action-dialog';
import type { Asked } from './receipt-steps';

type Ask = (action: ActionName, release: Release) => void;
type Subject = { action: ActionName; release: Release };

const AskContext = createContext<Ask>(() => undefined);

/** Opens the dialog of an action on a release; nothing happens before it is confirmed there. */
export const useAsk = (): Ask => useContext(AskContext);

/** On a release already being taken back, asking again shows how far it has come. */
function standing({ action, release }: Subject): Asked | null {
  const running = release.status === 'rolling_back' || release.status === 'rolled_back';
  return action === 'rollback' && running && release.rollback
    ? { action, at: Date.parse(release.rollback.at), by: release.rollback.by }
    : null;
}

function Asking({
  subject,
  open,
  onOpenChange,
}: {
  subject: Subject;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { action } = subject;
  const release = useRelease(subject.release.id, subject.release).data ?? subject.release;
  const live = useLiveState();
  const act = useActOnRelease();
  const [mine, setMine] = useState<Asked | null>(null);
  const asked = mine ?? standing(subject);
  function confirm(reason: string) {
    const at = Date.now();
    act.mutate(
      { id: release.id, action, ...(reason === '' ? {} : { reason }) },
      {
        onSuccess: () => {
          setMine({ action, at });
          announce(`Asked: ${action} ${release.service} ${release.version}.`);
        },
      },
    );
  }
  return (
    <ActionDialog
      action={action}
      release={release}
      open={open}
      onOpenChange={onOpenChange}
      onConfirm={confirm}
      asked={asked}
      pending={act.isPending}
      error={act.error?.message}
      stale={live.state === 'stale'}
    />
  );
}

/** Holds the one dialog of the page in which actions are confirmed. Closing it never stops what was asked. */
export function ActProvider({ children }: { children: ReactNode }) {
  const [subject, setSubject] = useState<Subject | null>(null);
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  function ask(action: ActionName, release: Release) {
    setSubject({ action, release });
    setRound((count) => count + 1);
    setOpen(true);
  }
  return (
    <AskContext value={ask}>
      {children}
      {subject ? <Asking key={round} subject={subject} open={open} onOpenChange={setOpen} /> : null}
    </AskContext>
  );
}
