'use client';

import { Button } from '@/components/ui/button';
import { type KillAnswer, useFinished, useFlight } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';

type Done = KillAnswer['services'][number];

/** What was done, and once the provider has confirmed it, that. */
function doneNow({ release, done }: Done, releases: readonly Release[]): string {
  const now = releases.find(({ id }) => id === release);
  return now && (now.status === 'rolled_back' || now.status === 'rollback_failed') ? now.reason : done;
}

/** What was done for each service, as it goes on: the provider's confirmation, or that it refuses. */
export function KillReceipt({ answer, onClose }: { answer: KillAnswer; onClose: () => void }) {
  const finished = useFinished().data ?? [];
  const releases = [...(useFlight().data ?? []), ...finished];
  return (
    <div className="mt-4 border-t border-border pt-4">
      <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto text-sm" aria-label="What was done">
        {answer.services.map((entry) => (
          <li key={entry.service} className="flex justify-between gap-4">
            <span className="font-medium text-ink">{entry.service}</span>
            <span className="text-right text-ink-2">{doneNow(entry, releases)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-2">
        New exposure is frozen until someone lifts it under Freezes. Safe to close: what becomes of it shows on the
        overview.
      </p>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
