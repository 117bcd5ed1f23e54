'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { PrintButton } from '@/components/executive/print-button';
import { Statement } from '@/components/executive/statement';
import { HurtingCard } from '@/components/oncall/hurting-card';
import { ViewerContext } from '@/components/releases/permitted';
import { failing, release } from '@/components/releases/testing/release';
import type { Executive } from '@/lib/insights/schema';
import { keys } from '@/lib/queries/keys';
import type { Release } from '@/lib/releases/schema';
import { ago, BACK, NOW } from './samples';
import { Section } from './section';

const HURTS = { verdict: 'fail', gates: [failing()], attention: { class: 8, since: ago(600), priority: 828 } } as const;
const LEAVING = { desired: 0, observed: 5, generation: 4, confirmedAt: null };

const CARDS: Release[] = [
  release({ ...HURTS, status: 'paused', gates: [...HURTS.gates], actions: ['rollback', 'resume'] }),
  release({
    ...HURTS,
    id: '0199-search',
    service: 'search',
    status: 'rolling_back',
    gates: [...HURTS.gates],
    rollback: BACK,
    exposure: LEAVING,
    actions: ['rollback'],
  }),
  release({
    ...HURTS,
    id: '0199-mail',
    service: 'mail',
    status: 'rollback_failed',
    gates: [...HURTS.gates],
    rollback: BACK,
    exposure: LEAVING,
    actions: ['rollback'],
  }),
];

const budget = (service: string, displayName: string, budgetLeft: number): Executive['health'][number] => ({
  service,
  displayName,
  tier: 1,
  requests: 48_000_000,
  good: 1 - (1 - budgetLeft) * 0.001,
  objective: 0.999,
  objectiveKind: 'slo',
  budgetLeft,
  slo: { name: 'availability', label: 'Availability', window: '30d', spentInMs: null },
});

const WEEKS = [18, 22, 20, 25, 24, 29, 31, 28, 33, 35, 34, 38].map((started, week) => ({
  from: new Date(NOW - (11 - week) * 7 * 86_400_000).toISOString().slice(0, 10),
  started,
  completed: started - 2,
  failed: 2 - (week % 2),
  rework: week % 3,
  leadTimeMs: (16 - week) * 3_600_000,
  recoveryMs: week === 4 ? null : (80 - 3 * week) * 1000,
}));

const EXECUTIVE: Executive = {
  at: new Date(NOW).toISOString(),
  sentences: ['One of 14 releases is hurting users now.', 'checkout 2.4.1 is paused at 5 % of everyone.'],
  dataAt: ago(20),
  inFlight: {
    total: 14,
    hurting: [
      { id: '0199-checkout', service: 'checkout', version: '2.4.1', exposure: 5, leaving: false, rising: false },
    ],
    needsHuman: 3,
    waiting: 2,
    running: 8,
  },
  usersAffected: { now: 1_200, days7: 5_400, days7Before: 9_100 },
  regressions: {
    days: 30,
    count: 6,
    users: { suffered: 1_900, avoided: 36_000, releases: 4 },
    requests: { suffered: 240, avoided: 5_100, releases: 2 },
    basis: 'Spared is estimated from the traffic of that time.',
  },
  cost: { change: 0.018, services: [{ service: 'media', version: '2.0.0', change: 0.062 }], why: null },
  rolledBack: [
    { id: 'a', service: 'search', version: '8.0.2', at: ago(86_400), automatic: true, reason: 'errors 4.2× baseline' },
  ],
  takenBack: { days: 30, count: 6 },
  health: [
    budget('checkout', 'Checkout', 0.84),
    budget('search', 'Search', 0.31),
    budget('payments', 'Payments', -0.04),
  ],
  dora: {
    days: 30,
    deploymentFrequency: { now: 4.6, before: 3.9, band: 'elite', of: 30 },
    changeLeadTimeMs: { now: 4 * 3_600_000, before: 5 * 3_600_000, band: 'elite', of: 131, why: null },
    changeFailRate: { now: 0.041, before: 0.062, band: 'elite', of: 137 },
    recoveryTimeMs: { now: 42_000, before: 71_000, band: null, of: 2 },
    reworkRate: { now: 0.06, before: 0.09 },
    changes: { started: 138, completed: 131, failed: 6, rework: 8 },
    weeks: WEEKS,
    completeTo: ago(20),
  },
  audit: { ok: true, events: 47_112, sealedTo: ago(1), head: '9f3c2ab177aa01ff', at: ago(60) },
};

/** What the views would have read; nothing is asked of a server. */
function known(): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, enabled: false } },
  });
  for (const { id, service } of CARDS) {
    client.setQueryData(keys.commands(id), { items: [] });
    client.setQueryData(keys.audit(id), { items: [] });
    client.setQueryData(keys.service(service), {
      name: service,
      runbookUrl: 'https://wiki.example/runbooks',
      revertCommand: `kubectl rollout undo deployment/${service}`,
    });
    client.setQueryData(keys.serviceHealth(service), null);
  }
  return client;
}

const VIEWER = { person: 'mara', scopes: ['read', 'release', 'approve'], teams: {} } as const;

/** Key states of whole views, from data that does not change. */
export function People() {
  const [client] = useState(known);
  return (
    <QueryClientProvider client={client}>
      <ViewerContext value={{ ...VIEWER, scopes: [...VIEWER.scopes] }}>
        <Section title="Hurting">
          <ul className="grid gap-4 md:grid-cols-2">
            {CARDS.map((card) => (
              <HurtingCard key={card.id} release={card} onFocus={() => undefined} />
            ))}
          </ul>
        </Section>
        <Section title="Executive">
          <Statement data={EXECUTIVE} actions={<PrintButton />} />
        </Section>
      </ViewerContext>
    </QueryClientProvider>
  );
}
