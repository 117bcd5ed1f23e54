'use client';

import { useState } from 'react';
import { announce } from '@/components/layout/announcer';
import { useStalePage } from '@/lib/queries/live';
import { type ActInput, useActOnRelease, useRelease } from '@/lib/queries/releases';
import type { ActionName, Release } from '@/lib/releases/schema';
import { seenOf } from '@/lib/releases/seen';
import { ActionDialog } from './action-dialog';
import type { Asked } from './receipt-steps';

export type Subject = { action: ActionName; release: Release };

/** On a release already being taken back, asking again shows how far it has come. */
function standing({ action, release }: Subject): Asked | null {
  const running = release.status === 'rolling_back' || release.status === 'rolled_back';
  return action === 'rollback' && running && release.rollback
    ? { action, at: Date.parse(release.rollback.at), by: release.rollback.by }
    : null;
}

export type AskingProps = { subject: Subject; open: boolean; onOpenChange: (open: boolean) => void };

/** One action being asked for, sent and confirmed: its dialog with the release as it is now. */
export function Asking({ subject, open, onOpenChange }: AskingProps) {
  const { action } = subject;
  const release = useRelease(subject.release.id, subject.release).data ?? subject.release;
  const stalePage = useStalePage();
  const act = useActOnRelease();
  const [mine, setMine] = useState<Asked | null>(null);
  // An approval says what was read when the dialog opened; after a refusal, what is read since.
  const [seen, setSeen] = useState(() => seenOf(subject.release));
  const asked = mine ?? standing(subject);
  function confirm(reason: string, terms: Pick<ActInput, 'blockers' | 'until'>) {
    const at = Date.now();
    act.mutate(
      {
        id: release.id,
        action,
        ...terms,
        ...(reason === '' ? {} : { reason }),
        ...(action === 'approve' ? { seen } : {}),
      },
      {
        onError: () => setSeen(seenOf(release)),
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
      stale={stalePage}
    />
  );
}
