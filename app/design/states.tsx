'use client';

import { CloudOff, Hourglass, Snowflake, Unplug } from 'lucide-react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { ErrorState } from '@/components/layout/error-state';
import { ListSection } from '@/components/layout/list-section';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { PageFailed } from '@/components/layout/page-failed';
import { Panel } from '@/components/layout/page-header';
import { Strip } from '@/components/layout/strip';
import { BlockerTag } from '@/components/status/blocker-tag';
import { Seen } from '@/components/status/exposure';
import { StatusBadge } from '@/components/status/status-badge';
import { VerdictMark } from '@/components/status/verdict-mark';
import { Button } from '@/components/ui/button';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';
import { NOW } from './samples';
import { Row, Section } from './section';

const CURL = `curl -X POST $RAMPART_URL/api/v1/releases -H "Authorization: Bearer $TOKEN" -d '{"service":"checkout","version":"2.4.1"}'`;
const nothing = () => undefined;
const PENDING = { isPending: true, isError: false, error: null, refetch: nothing };
const FAILED = { isPending: false, isError: true, error: new Error('The database did not answer.'), refetch: nothing };

const EMPTY = [
  { title: 'No release yet.', detail: 'Rampart shows one as soon as your pipeline announces it.', command: CURL },
  {
    title: 'Nothing in flight.',
    detail: '9 finished today, the last was login 3.9.1 at 13:58.',
    action: <Button shortcut="N">Start a release</Button>,
  },
  {
    title: 'No release matches “tier:1 blocker:freeze”.',
    detail: '14 are in flight.',
    action: <Button>Clear filter</Button>,
  },
  {
    title: 'No release is hurting users.',
    detail: '14 in flight, looked 2 s ago.',
  },
];

const STRIPS = [
  { key: 'stale', icon: CloudOff, solid: true, text: 'You are seeing 14:32:10, 40 s old. Rollbacks are still sent.' },
  {
    key: 'controller',
    icon: Hourglass,
    solid: true,
    text: 'No controller has acted since 14:31:20. Nothing advances. Rollbacks are recorded and go first when one is back.',
    action: { label: 'By hand now', href: '/oncall' },
  },
  {
    key: 'provider',
    icon: Unplug,
    text: 'argo-rollouts prod-eu has not answered since 14:29:30. 4 releases hold where they are; exposure shown is from then.',
    action: { label: 'Show them', href: '/overview?q=blocker:provider' },
  },
  {
    key: 'freeze',
    icon: Snowflake,
    text: '“Quarter end” covers 9 services until Mon 23 Nov 07:00 UTC. Rolling back still works.',
    action: { label: 'See freeze', href: '/freezes' },
  },
];

/** What is not the usual: loading, nothing, failed, stale, down. */
export function States() {
  return (
    <>
      <Section title="Loading">
        <div className="grid gap-4 md:grid-cols-2">
          <Panel>
            <SkeletonRows rows={4} />
          </Panel>
          <QueryState query={PENDING} rows={4}>
            {null}
          </QueryState>
        </div>
        <Skeleton className="h-7 w-72" />
      </Section>
      <Section title="Empty">
        <div className="grid gap-4 md:grid-cols-2">
          {EMPTY.map((state) => (
            <Panel key={state.title}>
              <EmptyState {...state} />
            </Panel>
          ))}
        </div>
        <ListSection title="Waits for you" items={[]} empty="Nothing waits for you. 1 waits for others.">
          {() => null}
        </ListSection>
      </Section>
      <Section title="Failed">
        <div className="grid gap-4 md:grid-cols-2">
          <Panel>
            <ErrorState details="14:32:10 /overview" onRetry={nothing} />
          </Panel>
          <QueryState query={FAILED}>{null}</QueryState>
          <Panel>
            <PageFailed error={new Error('digest 4711')} reset={nothing} />
          </Panel>
        </div>
      </Section>
      <Section title="Stale and down">
        <Row>
          <LiveIndicator state="live" at={NOW - 2_000} />
          <LiveIndicator state="live" at={NOW - 2_000} away />
          <LiveIndicator state="reconnecting" at={NOW - 7_000} />
          <LiveIndicator state="stale" at={NOW - 40_000} />
        </Row>
        <Panel className="overflow-hidden">
          {STRIPS.map((item, index) => (
            <Strip key={item.key} items={STRIPS.slice(index, index === 0 ? undefined : index + 1)} />
          ))}
        </Panel>
        <div data-stale="">
          <Panel className="stale-hatch relative p-4">
            <Row>
              <StatusBadge variant="holding" stale />
              <Seen asked={5} seen={5} outdated />
              <VerdictMark verdict="no_data">last 0.47 %, 14:28:50</VerdictMark>
              <BlockerTag kind="provider" />
              <Button disabledReason="not while this page is stale">Advance…</Button>
              <Button variant="failing" shortcut="R">
                Roll back
              </Button>
            </Row>
          </Panel>
        </div>
      </Section>
    </>
  );
}
