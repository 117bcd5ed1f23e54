import { expect, it } from 'vitest';
import { rankItems } from '@/components/command-menu/rank';
import { serviceItems } from './palette-items';

const ITEMS = serviceItems(
  ['checkout', 'payments'].map((name) => ({ name, displayName: name, owner: 'shop' })),
  { go: () => undefined, kill: null },
);

it.each(['payments', 'slo payments', 'paymnts slos', 'plan payments'])('finds a service by “%s”', (words) =>
  expect(rankItems(ITEMS, words).map(({ id }) => id)).toEqual(['service:payments']),
);
