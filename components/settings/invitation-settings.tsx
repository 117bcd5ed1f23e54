'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Time } from '@/components/layout/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useMay, useMaySomewhere } from '@/lib/queries/access';
import { useInvitations, useRevokeInvitation } from '@/lib/queries/accounts';
import { AskButton } from './ask-button';
import { InviteDialog } from './invite-dialog';
import { None, Row, Rows } from './rows';

/** Links that let one person in, once. */
export function InvitationSettings() {
  const open = (useInvitations().data ?? []).filter(({ state }) => state === 'open' || state === 'expired');
  const everywhere = useMay('admin');
  const mayInvite = useMaySomewhere('admin');
  const revoke = useRevokeInvitation();
  const [inviting, setInviting] = useState(false);
  return (
    <FormSection
      title="Invitations"
      about="A link works once and for a limited time. Rampart keeps only its hash: copy it when it is made."
    >
      {open.length === 0 ? <None>No invitation is open.</None> : null}
      <Rows label="Invitations">
        {open.map((invitation) => (
          <Row
            key={invitation.id}
            actions={
              everywhere || (mayInvite && invitation.team !== null) ? (
                <AskButton
                  label="Take back…"
                  name={`Take back the invitation of ${invitation.email}`}
                  title={`Take back the invitation of ${invitation.email}?`}
                  consequence="Its link stops working at once."
                  verb="Take back"
                  done={`The invitation of ${invitation.email} is taken back`}
                  mutation={revoke}
                  input={invitation.id}
                />
              ) : null
            }
          >
            <span className="font-medium break-all text-ink">{invitation.email}</span>
            <Badge>{invitation.role}</Badge>
            {invitation.team ? <Badge>{`${invitation.teamRole} in ${invitation.team}`}</Badge> : null}
            <span className="text-ink-2">
              {invitation.state === 'expired' ? 'over since ' : 'until '}
              <Time at={Date.parse(invitation.expiresAt)} />, by {invitation.invitedBy}
            </span>
          </Row>
        ))}
      </Rows>
      {mayInvite ? (
        <div>
          <Button onClick={() => setInviting(true)}>Invite somebody</Button>
        </div>
      ) : null}
      {inviting ? <InviteDialog everywhere={everywhere} onClose={() => setInviting(false)} /> : null}
    </FormSection>
  );
}
