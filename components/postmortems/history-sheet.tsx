'use client';

import { Time } from '@/components/layout/time';
import { Sheet } from '@/components/ui/sheet';
import { useRevisions } from '@/lib/queries/postmortems';
import { changedWords } from './words';

/** Every edit: who, when, which parts. */
export function HistorySheet({
  id,
  open,
  onOpenChange,
}: {
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const revisions = useRevisions(id, open);
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="right" title="History">
      {revisions.data?.length === 0 ? <p className="text-sm text-ink-2">Nobody has edited it yet.</p> : null}
      <ol className="divide-y divide-border text-sm">
        {(revisions.data ?? []).map((revision) => (
          <li key={revision.revision} className="py-2">
            <p className="text-ink">
              {revision.author} changed {changedWords(revision.changed)}
            </p>
            <p className="text-xs text-ink-3">
              <Time at={Date.parse(revision.at)} /> · revision {revision.revision} · {revision.status}
            </p>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
