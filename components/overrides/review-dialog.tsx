'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { OverrideView } from '@/lib/overrides/schema';
import { useReview } from '@/lib/queries/overrides';

/** Says that somebody else has looked at it; the record keeps who, when and their note. */
export function ReviewDialog({ item, onClose }: { item: OverrideView; onClose: () => void }) {
  const review = useReview();
  const done = () => {
    toast(`Reviewed: the override of ${item.service} ${item.version}`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="exposure"
      title={`Review the override of ${item.service} ${item.version}?`}
      consequence="It leaves this list and its release. The record keeps that you have looked at it."
      keepLabel="Not yet"
      confirmLabel="Reviewed"
      reason={{ required: false, placeholder: 'What you found' }}
      pending={review.isPending}
      {...(review.error ? { error: review.error.message } : {})}
      onConfirm={(reason) => review.mutate({ id: item.id, reason }, { onSuccess: done })}
    >
      <p>
        {item.by} lifted {item.blockers.map((kind) => kind.replace('_', ' ')).join(', ')}: “{item.reason}”.
      </p>
    </ConfirmDialog>
  );
}
