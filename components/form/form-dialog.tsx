'use client';

import type { ReactNode } from 'react';
import type { z } from 'zod';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { DialogForm } from './dialog-form';
import type { Issues } from './issues';
import { useIssues } from './use-issues';

type FormDialogProps<T> = {
  title: string;
  /** What will be true once it is sent. */
  description?: string;
  /** The API's own schema, and what the fields hold now. */
  schema: z.ZodType<T>;
  input: unknown;
  /** Sends what the schema let through. */
  save: (value: T, then: { onSuccess: () => void; onError: (error: Error) => void }) => void;
  mutation: { isPending: boolean; error: Error | null };
  verb: string;
  pendingVerb: string;
  /** Said when it is done, and a line below. */
  done: string | ((value: T) => string);
  doneWords?: string;
  onClose: () => void;
  /** The fields; each shows what is wrong with it. */
  children: (issues: Issues) => ReactNode;
};

/** A dialog that makes or changes one thing: fields checked by the API's schema, what the server refuses at its field too. */
export function FormDialog<T>(props: FormDialogProps<T>) {
  const { title, description, schema, input, save, done, doneWords, onClose, children, ...form } = props;
  const { issues, attempt, refuse } = useIssues(schema, input);

  function submit(): boolean {
    const value = attempt();
    if (value === null) return false;
    const onSuccess = () => {
      toast(typeof done === 'string' ? done : done(value), doneWords === undefined ? {} : { description: doneWords });
      onClose();
    };
    save(value, { onSuccess, onError: refuse });
    return true;
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title} description={description}>
      <DialogForm {...form} onSubmit={submit} onLeave={onClose}>
        {children(issues)}
      </DialogForm>
    </Dialog>
  );
}
