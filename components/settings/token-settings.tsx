'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Time } from '@/components/layout/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { TokenView } from '@/lib/access/schema';
import { useMaySomewhere, useRevokeToken, useTokens } from '@/lib/queries/access';
import { RotateDialog } from './rotate-dialog';
import { Row, Rows } from './rows';
import { TokenDialog } from './token-dialog';

/** What pipelines and senders of telemetry sign in with. */
export function TokenSettings() {
  const tokens = (useTokens().data ?? []).filter((token) => token.revokedAt === null);
  const mayChange = useMaySomewhere('admin');
  const [making, setMaking] = useState(false);
  const [rotating, setRotating] = useState<TokenView | null>(null);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  return (
    <FormSection
      title="API tokens"
      about="A token acts as its owner and never may do more, nor more than whoever makes it. Its value is shown once."
    >
      {tokens.length === 0 ? <p className="text-sm text-ink-2">None yet.</p> : null}
      <Rows label="API tokens">
        {tokens.map((token) => (
          <Row
            key={token.id}
            actions={
              mayChange ? (
                <>
                  <Button size="sm" aria-label={`Rotate ${token.name}`} onClick={() => setRotating(token)}>
                    Rotate…
                  </Button>
                  <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                    Revoke…
                  </Button>
                </>
              ) : null
            }
          >
            <span className="font-medium text-ink">{token.name}</span>
            <code className="text-ink-3">{token.hint}</code>
            <span className="flex flex-wrap gap-1">
              {token.scopes.map((scope) => (
                <Badge key={scope}>{scope}</Badge>
              ))}
            </span>
            <span className="text-ink-2 sm:ml-auto">
              {token.owner.name},{' '}
              {token.lastUsedAt ? (
                <>
                  used <Time at={Date.parse(token.lastUsedAt)} as="age" />
                </>
              ) : (
                'never used'
              )}
              {token.expiresAt ? (
                <>
                  , until <Time at={Date.parse(token.expiresAt)} />
                </>
              ) : null}
            </span>
          </Row>
        ))}
      </Rows>
      {mayChange ? (
        <div>
          <Button onClick={() => setMaking(true)}>Make a token</Button>
        </div>
      ) : (
        <p className="text-sm text-ink-2">Making and revoking tokens needs the role admin, everywhere or in a team.</p>
      )}
      {making ? <TokenDialog onClose={() => setMaking(false)} /> : null}
      {rotating ? <RotateDialog token={rotating} onClose={() => setRotating(null)} /> : null}
      {revoking ? <Revoke token={revoking} onClose={() => setRevoking(null)} /> : null}
    </FormSection>
  );
}

function Revoke({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const revoke = useRevokeToken();
  const done = () => {
    toast(`${token.name} is revoked`, { description: 'It stops working everywhere within 5 seconds.' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="safety"
      title={`Revoke ${token.name}?`}
      consequence="Whoever uses it is refused within 5 seconds. This cannot be taken back."
      keepLabel="Keep it"
      confirmLabel="Revoke"
      pending={revoke.isPending}
      {...(revoke.error ? { error: revoke.error.message } : {})}
      onConfirm={() => revoke.mutate(token.id, { onSuccess: done })}
    />
  );
}
