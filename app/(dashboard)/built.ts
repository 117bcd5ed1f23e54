import type { NavKey } from '@/components/layout/nav';

/** Pages that exist; the navigation leaves the others out rather than showing them dead. */
export const BUILT: readonly NavKey[] = [
  'overview',
  'oncall',
  'approvals',
  'releases',
  'services',
  'plans',
  'slos',
  'freezes',
  'incidents',
  'overrides',
  'integrations',
  'executive',
  'postmortems',
  'audit',
  'settings',
];
