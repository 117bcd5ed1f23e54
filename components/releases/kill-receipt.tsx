'use client';

import { Button } from '@/components/ui/button';
import type { KillAnswer } from '@/lib/queries/releases';

/** What was done for each service. Confirmation by the provider shows on the overview. */
export function KillReceipt({ answer, onClose }: { answer: KillAnswer; onClose: () => void }) {
  return (
    <div className="mt-4 border-t border-border pt-4">
      <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto text-sm" aria-label="What was done">
        {answer.services.map((entry) => (
          <li key={entry.service} className="flex justify-between gap-4">
            <span className="font-medium text-ink">{entry.service}</span>
            <span className="text-ink-2">{entry.done}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-2">
        New exposure is frozen until someone lifts it under Freezes. Safe to close: the provider’s confirmation shows on
        the overview.
      </p>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
