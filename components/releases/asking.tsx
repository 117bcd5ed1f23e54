'use client';

import { useState } from 'react';
import { announce } from '@/components/layout/announcer';
import { useOutbox } from '@/components/outbox/outbox-provider';
import { QueuedNotice } from '@/components/outbox/queued-notice';
import { isQueueable, unreached } from '@/lib/outbox/outbox';
import { ApiError } from '@/lib/queries/http';
import { useStalePage } from '@/lib/queries/live';
import { type ActInput, actionPath, newKey, useActOnRelease, useRelease } from '@/lib/queries/releases';
import type { ActionName, Release } from '@/lib/releases/schema';
import { seenOf } from '@/lib/releases/seen';
import { ActionDialog } from './action-dialog';
import type { Asked } from './receipt-steps';
import { useConfirmed } from './use-confirmed';

export type Subject = { action: ActionName; release: Release };

/** On a release that is being taken back, by whomever and since when, asking shows how far it has come. */
function standing(action: ActionName, release: Release): Asked | null {
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
  const [kept, setKept] = useState<string | null>(null);
  const { entries, sent, outbox } = useOutbox();
  const waiting = entries.find((entry) => entry.action === action && entry.release === release.id);
  const arrived = kept === null ? undefined : sent.get(kept);
  const asked = mine ?? (arrived === undefined ? null : { action, at: arrived }) ?? standing(action, release);
  useConfirmed(release, !open && action === 'rollback' && (mine !== null || arrived !== undefined));
  function confirm(reason: string, terms: Pick<ActInput, 'blockers' | 'until'>) {
    const at = Date.now();
    // Another press is another action, unless the first waits here.
    const key = newKey();
    const body = { ...terms, ...(reason === '' ? {} : { reason }), ...(action === 'approve' ? { seen } : {}) };
    act.mutate(
      { id: release.id, action, key, ...body },
      {
        onError: (error) => {
          setSeen(seenOf(release));
          if (!isQueueable(action) || !(error instanceof ApiError) || !unreached(error.status)) return;
          const { service, version } = release;
          const tries = navigator.onLine ? 1 : 0;
          const path = actionPath(release.id, action);
          outbox?.add({ key, action, path, body, subject: `${service} ${version}`, release: release.id, at, tries });
          announce(`Not sent yet: ${action} ${service} ${version}. It is sent when Rampart is reached.`, 'assertive');
          setKept(key);
          act.reset();
        },
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
      {...(waiting && !asked ? { queued: <QueuedNotice entry={waiting} /> } : {})}
      pending={act.isPending}
      error={act.error?.message}
      stale={stalePage}
    />
  );
}
