'use client';

import { FormSection } from '@/components/form/form-section';
import { Badge } from '@/components/ui/badge';
import { useMe } from '@/lib/queries/access';
import { PasswordForm } from './password-form';
import { None, Row, Rows } from './rows';
import { SessionList } from './session-list';

/** Who one is here, where one is signed in, and one's password. */
export function AccountSettings() {
  const me = useMe().data;
  const teams = Object.entries(me?.teams ?? {});
  return (
    <>
      <FormSection title="You" about="Roles are given by admins, everywhere or in a team.">
        {me ? (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <span className="font-medium text-ink">{me.name}</span>
            <span className="break-all text-ink-2">{me.email}</span>
            <Badge>{me.role} everywhere</Badge>
          </p>
        ) : null}
        {teams.length === 0 ? <None>You have no role in a team.</None> : null}
        <Rows label="Your teams">
          {teams.map(([team, role]) => (
            <Row key={team}>
              <span className="font-medium text-ink">{team}</span>
              <Badge>{role}</Badge>
            </Row>
          ))}
        </Rows>
      </FormSection>
      <SessionList />
      <PasswordForm />
    </>
  );
}
