'use client';

import { FormSection } from '@/components/form/form-section';
import { QueryState } from '@/components/form/query-state';
import { Time } from '@/components/layout/time';
import { Badge } from '@/components/ui/badge';
import { useEndSession, useSessions } from '@/lib/queries/accounts';
import { AskButton } from './ask-button';
import { browserOf } from './browser-of';
import { Row, Rows } from './rows';

const WAYS: Record<string, string> = { password: 'password', github: 'GitHub', oidc: 'single sign-on' };

/** Where one is signed in; each can be ended from here. */
export function SessionList() {
  const query = useSessions();
  const sessions = query.data ?? [];
  const end = useEndSession();
  return (
    <FormSection
      title="Where you are signed in"
      about="A session lasts 12 hours. One you end is signed out everywhere within 5 seconds."
    >
      <QueryState query={query} rows={2}>
        <Rows label="Sessions">
          {sessions.map((session) => (
            <Row
              key={session.id}
              actions={
                session.current ? (
                  <Badge>this browser</Badge>
                ) : (
                  <AskButton
                    label="Sign out…"
                    name={`Sign out ${browserOf(session.agent)}, ${session.address}`}
                    title={`Sign out ${browserOf(session.agent)}?`}
                    consequence="Whoever uses it has to sign in again."
                    verb="Sign out"
                    done="That browser is signed out"
                    mutation={end}
                    input={session.id}
                  />
                )
              }
            >
              <span className="font-medium text-ink">{browserOf(session.agent)}</span>
              <span className="text-ink-2">{session.address}</span>
              <span className="text-ink-2">
                by {WAYS[session.way] ?? session.way} <Time at={Date.parse(session.createdAt)} as="age" />, last seen{' '}
                <Time at={Date.parse(session.lastSeenAt)} as="age" />
              </span>
            </Row>
          ))}
        </Rows>
      </QueryState>
      {sessions.length > 1 ? (
        <div>
          <AskButton
            label="Sign out everywhere else…"
            name="Sign out everywhere else"
            title="Sign out everywhere else?"
            consequence="Every browser but this one has to sign in again."
            verb="Sign out"
            done="You are signed in only here"
            mutation={end}
            input={null}
            size="md"
          />
        </div>
      ) : null}
    </FormSection>
  );
}
