'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { useDeletePlan } from '@/lib/queries/plans';

/** Removes a plan that no service uses; the server refuses it otherwise and says who does. */
export function DeletePlan({ name }: { name: string }) {
  const router = useRouter();
  const remove = useDeletePlan();
  const [open, setOpen] = useState(false);
  const done = () => {
    toast(`Plan ${name} is deleted`);
    router.push('/plans');
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete…</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        direction="exposure"
        title={`Delete plan ${name}?`}
        consequence="No release can start with it any more. Releases that did keep their snapshot."
        keepLabel="Keep it"
        confirmLabel="Delete"
        pending={remove.isPending}
        {...(remove.error ? { error: remove.error.message } : {})}
        onConfirm={() => remove.mutate(name, { onSuccess: done })}
      />
    </>
  );
}
