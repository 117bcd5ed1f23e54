'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { useDeleteService } from '@/lib/queries/services';

/** Takes a service out of sight; what happened to it stays in the record. */
export function DeleteService({ name }: { name: string }) {
  const router = useRouter();
  const remove = useDeleteService();
  const [open, setOpen] = useState(false);
  return (
    <FormSection title="Delete" about="Hides it and refuses new releases. Its releases and its record stay.">
      <div>
        <Button onClick={() => setOpen(true)}>Delete {name}…</Button>
      </div>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        direction="exposure"
        title={`Delete ${name}?`}
        consequence={`${name} disappears from every list, and no release of it can start.`}
        keepLabel="Keep it"
        confirmLabel="Delete"
        reason={{ required: true, placeholder: 'Why it is no longer released' }}
        pending={remove.isPending}
        {...(remove.error ? { error: remove.error.message } : {})}
        onConfirm={(reason) =>
          remove.mutate(
            { name, reason },
            {
              onSuccess: () => {
                toast(`${name} is deleted`);
                router.push('/services');
              },
            },
          )
        }
      />
    </FormSection>
  );
}
