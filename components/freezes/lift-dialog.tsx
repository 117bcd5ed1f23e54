'use client';

import { ReasonDialog } from '@/components/form/reason-dialog';
import type { FreezeView } from '@/lib/freezes/schema';
import { useLiftFreeze } from '@/lib/queries/freezes';
import { releasesWords, scopeWords } from './words';

/** Lifting lets exposure rise again. */
export function LiftDialog({ freeze, onClose }: { freeze: FreezeView; onClose: () => void }) {
  const lift = useLiftFreeze();
  const all = scopeWords(freeze);
  return (
    <ReasonDialog
      title={freeze.recurrence === null && freeze.imported === 0 ? 'Lift this freeze?' : 'Lift this freeze for good?'}
      consequence={
        freeze.active
          ? `${releasesWords(all)} go on from where they hold, if nothing else blocks them.`
          : `It will not begin: ${all} stays open.`
      }
      keepLabel="Keep it frozen"
      confirmLabel="Lift"
      why={{ placeholder: freeze.active ? 'Why it is safe again' : 'Why it is not needed' }}
      mutation={lift}
      onConfirm={(reason, then) => lift.mutate({ name: freeze.name, reason }, then)}
      done={`New exposure of ${all} is allowed again`}
      onClose={onClose}
    >
      <p>
        It was set by {freeze.createdBy}: “{freeze.reason}”.
      </p>
      {freeze.recurrence === null && freeze.imported === 0 ? null : <p>None of its later windows begins any more.</p>}
    </ReasonDialog>
  );
}
