'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { FreezeView } from '@/lib/freezes/schema';
import { useLiftFreeze } from '@/lib/queries/freezes';
import { scopeWords } from './words';

/** Lifting lets exposure rise again, so the focus is on keeping it. */
export function LiftDialog({ freeze, onClose }: { freeze: FreezeView; onClose: () => void }) {
  const lift = useLiftFreeze();
  const done = () => {
    toast(`${scopeWords(freeze)} may gain exposure again`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="exposure"
      title="Lift this freeze?"
      consequence={`Releases of ${scopeWords(freeze)} go on from where they hold, if nothing else blocks them.`}
      keepLabel="Keep it frozen"
      confirmLabel="Lift"
      reason={{ required: true, placeholder: 'Why it is safe again' }}
      pending={lift.isPending}
      {...(lift.error ? { error: lift.error.message } : {})}
      onConfirm={(reason) => lift.mutate({ name: freeze.name, reason }, { onSuccess: done })}
    >
      <p>
        It was set by {freeze.createdBy}: “{freeze.reason}”.
      </p>
    </ConfirmDialog>
  );
}
