'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';

type AskButtonProps<Input> = {
  /** On the button, and what it acts on for those who hear it: "Revoke…", "Revoke ci". */
  label: string;
  name: string;
  title: string;
  consequence: string;
  verb: string;
  done: string;
  mutation: {
    isPending: boolean;
    error: Error | null;
    mutate: (input: Input, then: { onSuccess: () => void }) => void;
  };
  input: Input;
  /** As its neighbours; small in a row. */
  size?: 'sm' | 'md';
};

/** Takes something away after asking once; the way to less access is the easy one. */
export function AskButton<Input>(props: AskButtonProps<Input>) {
  const { label, name, title, consequence, verb, done, mutation, input, size = 'sm' } = props;
  const [open, setOpen] = useState(false);
  function onSuccess() {
    toast(done);
    setOpen(false);
  }
  return (
    <>
      <Button size={size} aria-label={name} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <ConfirmDialog
          open
          onOpenChange={setOpen}
          direction="safety"
          title={title}
          consequence={consequence}
          keepLabel="Leave it"
          confirmLabel={verb}
          pending={mutation.isPending}
          {...(mutation.error ? { error: mutation.error.message } : {})}
          onConfirm={() => mutation.mutate(input, { onSuccess })}
        />
      ) : null}
    </>
  );
}
