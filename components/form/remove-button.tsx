'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ReasonDialog } from './reason-dialog';

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
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open ? (
        <ReasonDialog
          title={title}
          consequence={consequence}
          keepLabel="Keep it"
          confirmLabel={verb}
          {...(whyHint ? { why: { placeholder: whyHint } } : {})}
          mutation={removal}
          onConfirm={(reason, { onSuccess }) =>
            onConfirm(reason, {
              onSuccess: () => {
                onSuccess();
                router.push(backTo);
              },
            })
          }
          done={done}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
