import { describe, expect, it } from 'vitest';
import { hasAnywhere, mayDo, type Permission, type Subject, type Target, widerThan } from './decide';
import { loopOf, reachOf } from './decide-teams';
import { ROLES, type Role, SCOPES, type Scope } from './scopes';

const person = (role: Role | null, teams: Record<string, Role> = {}, held: Scope[] | null = null): Subject => ({
  role,
  teams,
  held,
});
const everything: Target = { kind: 'everything' };
const checkout: Target = { kind: 'service', name: 'checkout', owner: 'storefront' };
const storefront: Target = { kind: 'team', name: 'storefront' };
const plan = (services: { name: string; owner: string }[], mine = false): Target => ({
  kind: 'plan',
  name: 'standard',
  services,
  mine,
});
const own = { name: 'checkout', owner: 'storefront' };
const foreign = { name: 'billing', owner: 'payments' };

describe('mayDo', () => {
  it.each<[string, Subject, Permission, Target, boolean | string]>([
    [
      'nobody reads nothing',
      person(null),
      'read',
      everything,
      'Nobody signed in has the permission "read" on everything',
    ],
    ['a viewer reads everything', person('viewer'), 'read', everything, true],
    [
      'a viewer releases nothing',
      person('viewer'),
      'release',
      checkout,
      '"release" on service checkout of team storefront',
    ],
    ['an operator everywhere releases', person('operator'), 'release', checkout, true],
    ['and does not approve', person('operator'), 'approve', checkout, '"approve" on service checkout'],
    ['an operator of the team releases', person('viewer', { storefront: 'operator' }), 'release', checkout, true],
    [
      'and not another team’s service',
      person('viewer', { payments: 'operator' }),
      'release',
      checkout,
      'lacks the permission',
    ],
    ['and not everything', person('viewer', { storefront: 'admin' }), 'release', everything, '"release" on everything'],
    [
      'both roles are named',
      person('viewer', { storefront: 'operator' }),
      'approve',
      checkout,
      '"viewer" and, in team storefront, "operator" lack',
    ],
    ['an approver of the team approves', person('viewer', { storefront: 'approver' }), 'approve', checkout, true],
    ['a lower team role takes nothing away', person('approver', { storefront: 'viewer' }), 'approve', checkout, true],
    ['an admin of the team configures', person('viewer', { storefront: 'admin' }), 'admin', checkout, true],
    ['and keeps the team', person('viewer', { storefront: 'admin' }), 'admin', storefront, true],
    [
      'an operator of the team does not',
      person('viewer', { storefront: 'operator' }),
      'admin',
      storefront,
      '"admin" on team storefront',
    ],
    ['a token is narrowed by its scopes', person('admin', {}, ['read']), 'release', checkout, 'This token lacks'],
    ['also in its team', person('viewer', { storefront: 'admin' }, ['read']), 'release', checkout, 'This token lacks'],
    ['and by its owner', person('viewer', {}, ['release']), 'release', checkout, 'The role "viewer" lacks'],
    ['and may what both may', person('viewer', { storefront: 'operator' }, ['release']), 'release', checkout, true],
    ['telemetry needs no role but a token', person('viewer', {}, ['ingest']), 'ingest', everything, true],
    ['telemetry by session needs admin', person('viewer'), 'ingest', everything, 'lacks the permission'],
    ['a plan of one’s own services', person('viewer', { storefront: 'admin' }), 'admin', plan([own]), true],
    [
      'a plan that others use too',
      person('viewer', { storefront: 'admin' }),
      'admin',
      plan([own, foreign]),
      'used by billing of team payments',
    ],
    ['an unused plan of others', person('viewer', { storefront: 'admin' }), 'admin', plan([]), 'which others made'],
    ['an unused plan of one’s own', person('viewer', { storefront: 'admin' }), 'admin', plan([], true), true],
    [
      'made when one still could',
      person('viewer', { storefront: 'operator' }),
      'admin',
      plan([], true),
      'lacks the permission',
    ],
    ['any plan by an admin', person('admin'), 'admin', plan([own, foreign]), true],
  ])('%s', (_name, subject, permission, target, answer) => {
    const decision = mayDo(subject, permission, target);
    expect(decision.allowed).toBe(answer === true);
    if (decision.missing) {
      expect(decision.missing).toMatchObject({ permission });
      expect(decision.missing.detail).toContain(answer as string);
    }
  });

  it('never gives a token more than its owner, whatever it holds and wherever', () => {
    for (const role of ROLES)
      for (const inTeam of [...ROLES, null])
        for (const scope of SCOPES)
          for (const target of [everything, checkout, storefront, plan([own]), plan([foreign])]) {
            const teams: Record<string, Role> = inTeam ? { storefront: inTeam } : {};
            const token = mayDo(person(role, teams, [scope]), scope, target).allowed;
            if (token && scope !== 'ingest') expect(mayDo(person(role, teams), scope, target).allowed).toBe(true);
          }
  });

  it('what may be done to something may be done somewhere', () => {
    for (const role of ROLES)
      for (const inTeam of ROLES)
        for (const scope of SCOPES) {
          const subject = person(role, { storefront: inTeam });
          expect(hasAnywhere(subject, scope)).toBe(
            [everything, checkout].some((target) => mayDo(subject, scope, target).allowed),
          );
        }
  });
});

describe('a token wider than its maker', () => {
  const teamAdmin = person('viewer', { storefront: 'admin' });
  it.each<[string, Subject, Subject, Scope[], string[]]>([
    ['an admin makes anything', person('admin'), person('operator'), ['release'], []],
    [
      'a token that holds less makes no more',
      person('admin', {}, ['admin']),
      person('admin'),
      ['release'],
      ['release on everything'],
    ],
    ['a team’s admin for the team', teamAdmin, person('viewer', { storefront: 'operator' }), ['read', 'release'], []],
    [
      'not for another team',
      teamAdmin,
      person('viewer', { payments: 'operator' }),
      ['release'],
      ['release on team payments'],
    ],
    [
      'not for what reaches further',
      teamAdmin,
      person('viewer', { storefront: 'operator', payments: 'operator' }),
      ['release'],
      ['release on team payments'],
    ],
    ['not for everything', teamAdmin, person('operator'), ['release'], ['release on everything']],
  ])('%s', (_name, maker, owner, scopes, wider) => {
    expect(widerThan(maker, owner, scopes).map(({ scope, on }) => `${scope} on ${on}`)).toEqual(wider);
  });
});

describe('teams', () => {
  const teams = [
    { name: 'company', parent: null },
    { name: 'shop', parent: 'company' },
    { name: 'storefront', parent: 'shop' },
    { name: 'payments', parent: 'company' },
  ];
  it.each([
    ['company', 'storefront', ['company', 'storefront', 'shop', 'company']],
    ['shop', 'shop', ['shop', 'shop']],
    ['shop', 'payments', null],
    ['new', 'storefront', null],
    ['shop', null, null],
  ])('%s under %s', (name, parent, loop) => {
    expect(loopOf(teams, name, parent)).toEqual(loop);
  });

  it('a role counts in the teams below, the highest where several do', () => {
    const reach = reachOf(teams, [
      { team: 'shop', role: 'operator' },
      { team: 'storefront', role: 'viewer' },
      { team: 'payments', role: 'viewer' },
      { team: 'payments', role: 'approver' },
    ]);
    expect(reach).toEqual({ shop: 'operator', storefront: 'operator', payments: 'approver' });
  });
});
