'use client';

import { ReasonDialog } from '@/components/form/reason-dialog';
import type { OverrideView } from '@/lib/overrides/schema';
import { useReview } from '@/lib/queries/overrides';

/** Says that somebody else has looked at it; the record keeps who, when and their note. */
export function ReviewDialog({ item, onClose }: { item: OverrideView; onClose: () => void }) {
  const review = useReview();
  return (
    <ReasonDialog
      title={`Review the override of ${item.service} ${item.version}?`}
      consequence="It leaves this list and its release. The record keeps that you have looked at it."
      keepLabel="Not yet"
      confirmLabel="Reviewed"
      why={{ placeholder: 'What you found', optional: true }}
      mutation={review}
      onConfirm={(reason, then) => review.mutate({ id: item.id, reason }, then)}
      done={`Reviewed: the override of ${item.service} ${item.version}`}
      onClose={onClose}
    >
      <p>
        {item.by} lifted {item.blockers.map((kind) => kind.replace('_', ' ')).join(', ')}: “{item.reason}”.
      </p>
    </ReasonDialog>
  );
}
