import { describe, expect, it } from 'vitest';
import { aloneInIt, askedStep, decidesOn, giversOf, mayGive, othersWords, turnOf, turnWords } from './approval-turn';

const step = (ring: string, approvals = 0) => ({ ring, exposure: 5, hold: '10m', gates: 1, approvals, approved: 0 });
const given = (person: string, at = 1) => ({ step: at, person, name: person, at: '2026-11-19T14:20:00Z' });
const asking = (
  approvals: number,
  by: readonly string[] = [],
  status: 'awaiting_approval' | 'pending' = 'awaiting_approval',
) => ({
  status,
  createdById: 'ana',
  step: {
    index: status === 'pending' ? 0 : 1,
    count: 2,
    ring: 'broad',
    exposure: 5,
    startedAt: null,
    holdEndsAt: null,
  },
  steps: [step('early'), step('broad', approvals)],
  approvals: by.map((person) => given(person)),
  owner: 'storefront',
});
const viewer = (person: string) => ({ person, scopes: ['read', 'release', 'approve'] as const, teams: {} });
const who = (person: string) => ({ ...viewer(person), scopes: [...viewer(person).scopes] });

describe('whose turn an approval is', () => {
  it.each([
    ['jo', asking(1), 'mine'],
    ['ana', asking(1), 'asked'],
    ['ana', asking(2), 'mine'],
    ['ana', asking(2, ['ana']), 'given'],
    ['jo', asking(2, ['ana']), 'mine'],
    ['jo', asking(2, ['jo']), 'given'],
    ['ana', asking(1, [], 'pending'), 'asked'],
  ] as const)('%s: %#', (person, release, turn) => expect(turnOf(release, who(person))).toBe(turn));

  it('knows who lacks the right', () =>
    expect(turnOf(asking(1), { person: 'jo', scopes: ['read'], teams: {} })).toBe('right'));

  it('speaks of the next step that needs one before the first is taken', () =>
    expect(askedStep(asking(1, [], 'pending'))).toBe(1));

  it('does not take an approval of another step for this one', () =>
    expect(turnOf({ ...asking(1), approvals: [given('jo', 0)] }, who('jo'))).toBe('mine'));

  it.each([
    ['ana', asking(1), true],
    ['ana', asking(2, ['ana']), true],
    ['ana', asking(2, ['jo']), false],
    ['jo', asking(1), false],
    ['cem', { ...asking(2, ['ana']), committerId: 'cem' }, true],
  ])('%s may not lift what is missing: %#', (person, release, alone) => expect(aloneInIt(release, person)).toBe(alone));

  it.each([
    [{ role: 'approver' }, {}, false],
    [{ role: 'approver' }, { storefront: 'approver' }, true],
    [{ role: 'approver', team: 'leads' }, { storefront: 'approver' }, false],
    [{ role: 'approver', team: 'leads' }, { leads: 'approver' }, true],
    [{ role: 'approver', team: 'leads' }, { leads: 'viewer' }, false],
  ] as const)('%j is for %j to decide on: %s', (approval, teams, may) => {
    const release = {
      ...asking(1),
      steps: [step('early'), { ...step('broad', 1), approval: { count: 1, ...approval } }],
    };
    expect(decidesOn(release, { scopes: ['read'], teams })).toBe(may);
  });

  it('is what the machine asks', () => {
    expect(mayGive({ count: 1, given: [], parties: ['ana'] }, 'ana')).toBe('asked');
    expect(mayGive({ count: 2, given: ['jo'], parties: ['ana'] }, 'jo')).toBe('given');
  });
});

describe('who else could', () => {
  const user = (id: string, name: string, role: 'approver' | 'viewer' = 'approver') => ({
    id,
    name,
    role,
    kind: 'person' as const,
    teams: {},
    disabled: false,
  });
  const users = [user('ana', 'Ana'), user('jo', 'Jo Park'), user('li', 'Li Wei'), user('vi', 'Vi', 'viewer')];

  it('names those with the right, without who asks and who asked', () => {
    expect(othersWords(asking(1), users, 'ana')).toBe('Jo Park or Li Wei');
    expect(othersWords(asking(1), users, 'vi')).toBe('Jo Park or Li Wei');
    expect(othersWords(asking(2, ['jo']), users, 'jo')).toBe('Ana or Li Wei');
    expect(othersWords(asking(1), users.slice(0, 1), 'ana')).toBeNull();
  });

  it('does not name the automation, which nobody can ask', () =>
    expect(othersWords(asking(1), [{ ...user('bot', 'Automation'), kind: 'service' }], 'ana')).toBeNull());

  it('nor whoever has gone', () => {
    const gone = { ...user('gone', 'Gone'), disabled: true };
    expect(giversOf(asking(1), [...users, gone]).map(({ id }) => id)).toEqual(['jo', 'li']);
  });

  it('cuts a long list', () =>
    expect(othersWords(asking(1), [...users, user('p', 'Pat'), user('q', 'Quinn')], 'ana')).toBe(
      'Jo Park, Li Wei, Pat or 1 more',
    ));

  it('says why, and who', () => {
    expect(turnWords('mine', null)).toBeNull();
    expect(turnWords('asked', 'Jo Park')).toBe('You asked for it, so someone else must approve: Jo Park.');
    expect(turnWords('right', 'Jo Park')).toBe('Approving needs the right to; ask someone who has it: Jo Park.');
    expect(turnWords('asked', null)).toContain('nobody has the right yet');
    expect(turnWords('given', undefined)).toBe('You have approved, so someone else must give the next.');
  });
});
