'use client';

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from './form-section';
import { focusFirstWrong } from './use-issues';

type DialogFormProps = {
  /** Sends what was typed; false when a field is wrong, which then gets the focus. */
  onSubmit: () => boolean;
  onLeave: () => void;
  /** "Save", and "Saving…" meanwhile. */
  verb: string;
  pendingVerb: string;
  mutation: { isPending: boolean; error: Error | null };
  children: ReactNode;
};

/** The fields of a dialog, what the server said to them, and the way out beside the way on. */
export function DialogForm({ onSubmit, onLeave, verb, pendingVerb, mutation, children }: DialogFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { error } = mutation;
  // What only the server knows to be wrong stands at its field too.
  useEffect(() => {
    if (error) focusFirstWrong(form.current);
  }, [error]);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!onSubmit()) focusFirstWrong(form.current);
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
      {children}
      <FormError error={error} />
      <div className="flex items-center justify-between gap-4">
        <Button size="lg" onClick={onLeave}>
          Leave it
        </Button>
        <Button type="submit" size="lg" variant="primary" busy={mutation.isPending}>
          {mutation.isPending ? pendingVerb : verb}
        </Button>
      </div>
    </form>
  );
}
