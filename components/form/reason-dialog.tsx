'use client';

import type { ReactNode } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';

type ReasonDialogProps = {
  title: string;
  /** What will be true afterwards. */
  consequence: string;
  keepLabel: string;
  confirmLabel: string;
  /** What a reason could be; without it none is asked for. */
  why?: { placeholder: string; optional?: boolean };
  mutation: { isPending: boolean; error: Error | null };
  onConfirm: (reason: string, then: { onSuccess: () => void }) => void;
  /** Said when it is done. */
  done: string;
  onClose: () => void;
  children?: ReactNode;
};

/** Asks why, for what lets exposure rise or takes something away: the focus is on leaving it as it is. */
export function ReasonDialog({ why, mutation, onConfirm, done, onClose, ...words }: ReasonDialogProps) {
  function onSuccess() {
    toast(done);
    onClose();
  }
  return (
    <ConfirmDialog
      {...words}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="exposure"
      {...(why ? { reason: { required: !why.optional, placeholder: why.placeholder } } : {})}
      pending={mutation.isPending}
      {...(mutation.error ? { error: mutation.error.message } : {})}
      onConfirm={(reason) => onConfirm(reason, { onSuccess })}
    />
  );
}
