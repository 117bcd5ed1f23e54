'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { UserView } from '@/lib/access/schema';
import { useMay, useUsers } from '@/lib/queries/access';
import { useSignOutPerson } from '@/lib/queries/accounts';
import { AskButton } from './ask-button';
import { PersonDialog } from './person-dialog';
import { Row, Rows } from './rows';

/** Who may sign in, and what each may do. */
export function PeopleSettings() {
  const users = (useUsers().data ?? []).filter(({ kind }) => kind === 'person');
  const mayChange = useMay('admin');
  const signOut = useSignOutPerson();
  const [editing, setEditing] = useState<UserView | 'new' | null>(null);
  return (
    <FormSection
      title="People"
      about="Viewers read; operators release; approvers approve and override; admins configure. A role counts everywhere, or in a team and those below it."
    >
      <Rows label="People">
        {users.map((user) => (
          <Row
            key={user.id}
            actions={
              mayChange ? (
                <>
                  <AskButton
                    label="Sign out…"
                    name={`Sign out ${user.name}`}
                    title={`Sign ${user.name} out everywhere?`}
                    consequence="Every browser they use has to sign in again. Their tokens are not touched."
                    verb="Sign out"
                    done={`${user.name} is signed out everywhere`}
                    mutation={signOut}
                    input={user.email}
                  />
                  <Button size="sm" aria-label={`Change ${user.name}`} onClick={() => setEditing(user)}>
                    Change…
                  </Button>
                </>
              ) : null
            }
          >
            <span className="font-medium text-ink">{user.name}</span>
            <span className="break-all text-ink-2">{user.email}</span>
            <Badge>{user.role}</Badge>
            {Object.entries(user.teams).map(([team, role]) => (
              <Badge key={team}>{`${role} in ${team}`}</Badge>
            ))}
            {user.disabled ? <Badge variant="unknown">may not sign in</Badge> : null}
            {user.hasPassword ? null : <span className="text-ink-3">single sign-on only</span>}
          </Row>
        ))}
      </Rows>
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
