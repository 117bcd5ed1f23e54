'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { type SavedView, suggestedName, withView } from './saved-views';

type SaveViewDialogProps = {
  query: string;
  views: readonly SavedView[];
  onSave: (views: readonly SavedView[]) => void;
  onClose: () => void;
};

/** Gives the view on the page a name. */
export function SaveViewDialog({ query, views, onSave, onClose }: SaveViewDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(() => suggestedName(query));
  const [tried, setTried] = useState(false);
  const wanted = name.trim();
  const taken = views.some((view) => view.name === wanted);
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wanted === '') return field.current?.focus();
    onSave(withView(views, { name: wanted, query }));
    toast(`View “${wanted}” saved`, { description: 'In the View menu and in ⌘K, in this browser.' });
    onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Save this view"
      description="Its filter and its groups under a name, for you in this browser. To share it, copy the link."
      initialFocus={field}
    >
      <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <Field
          label="Name"
          {...(taken ? { hint: 'There is a view of this name; it will show this instead.' } : {})}
          {...(tried && wanted === '' ? { error: 'is needed' } : {})}
        >
          <Input
            ref={field}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <div className="flex items-center justify-between gap-4">
          <Button size="lg" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" size="lg" variant="primary">
            {taken ? 'Replace' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
