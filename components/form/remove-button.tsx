'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';

type RemoveButtonProps = {
  /** On the button: "Delete checkout…". */
  label: string;
  /** "Delete": what the dialog's button says. */
  verb: string;
  /** "Delete checkout?" */
  title: string;
  consequence: string;
  /** What a reason could be; without it none is asked for. */
  whyHint?: string;
  /** The mutation that removes it. */
  removal: { isPending: boolean; error: Error | null };
  onConfirm: (reason: string, then: { onSuccess: () => void }) => void;
  /** Said when it is gone, on the page `backTo`. */
  done: string;
  backTo: string;
};

/** Takes something of ours away after asking, and leads back to the list it was in. */
export function RemoveButton(props: RemoveButtonProps) {
  const { label, verb, title, consequence, whyHint, removal, onConfirm, done, backTo } = props;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  function onSuccess() {
    toast(done);
    router.push(backTo);
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        direction="exposure"
        title={title}
        consequence={consequence}
        keepLabel="Keep it"
        confirmLabel={verb}
        {...(whyHint ? { reason: { required: true, placeholder: whyHint } } : {})}
        pending={removal.isPending}
        {...(removal.error ? { error: removal.error.message } : {})}
        onConfirm={(reason) => onConfirm(reason, { onSuccess })}
      />
    </>
  );
}
