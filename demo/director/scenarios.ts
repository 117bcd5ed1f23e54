import { HEALTHY, type Profile } from '../services/profile';

export const SCENARIOS = ['healthy', 'errors', 'latency', 'approval'] as const;
export type Scenario = (typeof SCENARIOS)[number];

type ScenarioText = { title: string; description: string; profile: Profile; changelog: string };

export const SCENARIO: Record<Scenario, ScenarioText> = {
  healthy: {
    title: 'Healthy release',
    description: 'Climbs its steps and completes.',
    profile: HEALTHY,
    changelog: 'Dependency updates and small clean-ups.',
  },
  errors: {
    title: 'Error regression',
    description: 'About one request in twenty-five fails on the new version; rolled back by the error gate.',
    profile: { kind: 'errors', severity: 'low' },
    changelog: 'Retries removed from the storage client.',
  },
  latency: {
    title: 'Slower in p95',
    description: 'The new version waits three times as long; rolled back by the latency gate.',
    profile: { kind: 'latency', severity: 'medium' },
    changelog: 'Results are now assembled from the new pricing service.',
  },
  approval: {
    title: 'Needs a person',
    description: 'Healthy, and waits for an approval after its first step.',
    profile: HEALTHY,
    changelog: 'New settlement file format, agreed with finance.',
  },
};

/** What each service goes through, over and over; seldom enough trouble that its monthly promise survives it. */
export const CYCLE: Record<string, readonly Scenario[]> = {
  checkout: ['errors', 'healthy', 'healthy'],
  search: ['healthy', 'latency', 'healthy'],
  catalog: ['healthy', 'errors', 'healthy'],
  payments: ['approval', 'latency', 'approval'],
};

/** The plan a scenario needs where it is not the service's own. */
export const planOf = (scenario: Scenario): string | undefined =>
  scenario === 'approval' ? 'demo-approval' : undefined;
