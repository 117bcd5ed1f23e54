'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { QueryState } from '@/components/form/query-state';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { mayForTeam } from '@/lib/access/decide';
import type { ServiceAccountView } from '@/lib/access/team-schema';
import { useMaySomewhere, useMe } from '@/lib/queries/access';
import { useRetireServiceAccount, useServiceAccounts } from '@/lib/queries/accounts';
import { AskButton } from './ask-button';
import { None, Row, Rows } from './rows';
import { ServiceAccountDialog } from './service-account-dialog';

/** What pipelines and collectors are here: an account of their own, with tokens. */
export function ServiceAccountSettings() {
  const query = useServiceAccounts();
  const accounts = query.data ?? [];
  const me = useMe().data;
  const mayMake = useMaySomewhere('admin');
  const retire = useRetireServiceAccount();
  const [editing, setEditing] = useState<ServiceAccountView | 'new' | null>(null);
  const mayKeep = ({ team }: ServiceAccountView) =>
    me !== undefined && (me.scopes.includes('admin') || (team !== null && mayForTeam(me, 'admin', team)));
  return (
    <FormSection
      title="Service accounts"
      about="What a pipeline is here. Its tokens may do what its role allows, in its team or everywhere, and never more than whoever made them."
    >
      <QueryState query={query} rows={2}>
        {accounts.length === 0 ? <None>None yet.</None> : null}
        <Rows label="Service accounts">
          {accounts.map((account) => (
            <Row
              key={account.email}
              actions={
                mayKeep(account) && !account.email.startsWith('automation@') ? (
                  <>
                    <Button size="sm" aria-label={`Change ${account.displayName}`} onClick={() => setEditing(account)}>
                      Change…
                    </Button>
                    <AskButton
                      label="Retire…"
                      name={`Retire ${account.displayName}`}
                      title={`Retire ${account.displayName}?`}
                      consequence="All its tokens are revoked. What it did stays in the record."
                      verb="Retire"
                      done={`${account.displayName} is retired`}
                      mutation={retire}
                      input={account.name}
                    />
                  </>
                ) : null
              }
            >
              <span className="font-medium text-ink">{account.displayName}</span>
              <code className="text-ink-3">{account.name}</code>
              <Badge>{`${account.role} ${account.team === null ? 'everywhere' : `in ${account.team}`}`}</Badge>
              <span className="text-ink-2">{account.tokens === 1 ? '1 token' : `${account.tokens} tokens`}</span>
            </Row>
          ))}
        </Rows>
      </QueryState>
      {mayMake ? (
        <div>
          <Button onClick={() => setEditing('new')}>Make a service account</Button>
        </div>
      ) : null}
      {editing ? (
        <ServiceAccountDialog {...(editing === 'new' ? {} : { account: editing })} onClose={() => setEditing(null)} />
      ) : null}
    </FormSection>
  );
}
