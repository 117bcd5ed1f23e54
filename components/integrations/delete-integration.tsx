'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { useDeleteIntegration } from '@/lib/queries/integrations';

/** Removes an integration: what is sent to it afterwards is refused. */
export function DeleteIntegration({ name }: { name: string }) {
  const router = useRouter();
  const remove = useDeleteIntegration();
  const [open, setOpen] = useState(false);
  const done = () => {
    toast(`${name} is removed`);
    router.push('/integrations');
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Remove…</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        direction="exposure"
        title={`Remove ${name}?`}
        consequence="Its sender is answered with 401 from now on. What it did stays in the record."
        keepLabel="Keep it"
        confirmLabel="Remove"
        reason={{ required: true, placeholder: 'Why it is no longer needed' }}
        pending={remove.isPending}
        {...(remove.error ? { error: remove.error.message } : {})}
        onConfirm={(reason) => remove.mutate({ name, reason }, { onSuccess: done })}
      />
    </>
  );
}
