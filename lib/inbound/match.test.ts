import { describe, expect, test } from 'vitest';
import type { Status } from '@/lib/releases/schema';
import type { DeploymentEvent } from './event';
import { decideDelivery, type Known, matchService } from './match';

const event = (extra: Partial<DeploymentEvent> = {}): DeploymentEvent => ({
  phase: 'requested',
  service: null,
  repository: null,
  version: '2.4.1',
  environment: null,
  ...extra,
});

describe('the service of a delivery', () => {
  test.each([
    ['its own', {}, event({ service: 'checkout' }), { service: 'checkout' }],
    ['that of the integration', { service: 'search' }, event(), { service: 'search' }],
    ['both, agreeing', { service: 'search' }, event({ service: 'search' }), { service: 'search' }],
    [
      'both, differing',
      { service: 'search' },
      event({ service: 'checkout' }),
      { refused: expect.stringContaining('"search" only') },
    ],
    ['none', {}, event(), { refused: expect.stringContaining('names no service') }],
    [
      'by repository',
      { repositories: { 'acme/Shop': 'checkout' } },
      event({ repository: 'acme/Shop' }),
      { service: 'checkout' },
    ],
    [
      'a repository not mapped',
      { repositories: {} },
      event({ repository: 'acme/shop' }),
      { refused: expect.stringContaining('acme/shop') },
    ],
    ['the name of the repository', {}, event({ repository: 'acme/Search' }), { service: 'search' }],
    [
      'the right environment',
      { environment: 'production' },
      event({ service: 'a', environment: 'production' }),
      { service: 'a' },
    ],
    [
      'another environment',
      { environment: 'production' },
      event({ service: 'a', environment: 'staging' }),
      { refused: expect.stringContaining('"staging"') },
    ],
    [
      'no environment where one counts',
      { environment: 'production' },
      event({ service: 'a' }),
      { refused: expect.stringContaining('no environment') },
    ],
  ])('%s', (_name, config, given, expected) => {
    expect(matchService(config, given)).toEqual(expected);
  });
});

const known = (
  status: Status | null,
  extra: Partial<NonNullable<Known['last']>> & { current?: string; waiting?: boolean } = {},
): Known => {
  const { current = '2.4.0', waiting = false, ...last } = extra;
  return {
    service: { archived: false, currentVersion: current },
    last: status && { id: 'r', status, desired: 0, deployed: true, ...last },
    waiting,
  };
};
const create = { kind: 'do', verb: 'create' };
const refused = (words: string) => ({ kind: 'refused', why: expect.stringContaining(words) });
const nothing = { kind: 'nothing', why: expect.any(String), release: 'r' };
const does = (verb: string) => ({ kind: 'do', verb, release: 'r' });

describe('what a delivery does', () => {
  test.each([
    ['requested', known(null), create],
    ['succeeded', known(null), create],
    ['failed', known(null), refused('no release')],
    ['failed', known(null, { waiting: true }), { kind: 'do', verb: 'cancel' }],
    ['requested', known('pending', { deployed: false }), nothing],
    ['succeeded', known('pending', { deployed: false }), does('deployed')],
    ['succeeded', known('pending'), nothing],
    ['succeeded', known('holding', { desired: 500 }), nothing],
    ['failed', known('pending', { deployed: false }), does('cancel')],
    ['failed', known('awaiting_approval'), does('cancel')],
    ['failed', known('paused'), does('cancel')],
    ['failed', known('paused', { desired: 1 }), does('rollback')],
    ['failed', known('applying', { desired: 500 }), does('rollback')],
    ['failed', known('holding', { desired: 500 }), does('rollback')],
    ['failed', known('applying'), does('rollback')],
    ['failed', known('holding'), does('rollback')],
    ['failed', known('rolling_back'), nothing],
    ['failed', known('rollback_failed'), nothing],
    ['requested', known('rolling_back'), refused('being rolled back')],
    ['succeeded', known('rollback_failed'), refused('being rolled back')],
    ['requested', known('rolled_back'), refused('was rolled back')],
    ['succeeded', known('rolled_back'), refused('was rolled back')],
    ['requested', known('cancelled'), refused('was cancelled')],
    ['succeeded', known('cancelled'), refused('was cancelled')],
    ['succeeded', known('superseded'), refused('gave way')],
    ['requested', known('superseded'), create],
    ['requested', known('completed', { current: '2.4.1' }), nothing],
    ['succeeded', known('completed', { current: '2.4.1' }), nothing],
    ['succeeded', known('completed', { current: '2.5.0' }), create],
    ['failed', known('completed', { current: '2.4.1' }), nothing],
    ['failed', known('rolled_back'), nothing],
    ['requested', { service: null, last: null, waiting: false }, refused('no service named "checkout"')],
    ['requested', { ...known(null), service: { archived: true, currentVersion: null } }, refused('archived')],
  ] as const)('%s %j', (phase, store, expected) => {
    expect(decideDelivery('checkout', event({ phase }), store as Known)).toEqual(expected);
  });
});
