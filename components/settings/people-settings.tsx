'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { AUTOMATION_EMAIL } from '@/lib/access/automation';
import type { UserView } from '@/lib/access/schema';
import { useMay, useUsers } from '@/lib/queries/access';
import { PersonDialog } from './person-dialog';

/** Who may sign in, and what each may do. */
export function PeopleSettings() {
  const users = useUsers().data ?? [];
  const mayChange = useMay('admin');
  const [editing, setEditing] = useState<UserView | 'new' | null>(null);
  return (
    <FormSection
      title="People"
      about="Viewers read; operators release; approvers approve and override; admins configure."
    >
      <ul className="divide-y divide-border rounded-panel border border-border bg-surface empty:hidden">
        {users.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
            <span className="font-medium text-ink">{user.name}</span>
            <span className="text-ink-2">{user.email}</span>
            <Badge>{user.role}</Badge>
            {user.disabled ? <Badge variant="unknown">may not sign in</Badge> : null}
            {user.hasPassword ? null : (
              <span className="text-ink-3">
                {user.email === AUTOMATION_EMAIL ? 'what tokens act as; nobody signs in' : 'single sign-on only'}
              </span>
            )}
            {mayChange ? (
              <Button
                size="sm"
                className="sm:ml-auto"
                aria-label={`Change ${user.name}`}
                onClick={() => setEditing(user)}
              >
                Change…
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <div>
          <Button onClick={() => setEditing('new')}>Add a person</Button>
        </div>
      ) : null}
      {editing ? (
        <PersonDialog {...(editing === 'new' ? {} : { user: editing })} onClose={() => setEditing(null)} />
      ) : null}
    </FormSection>
  );
}
