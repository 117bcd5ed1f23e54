import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditSentence, auditWords } from './audit-words';

const words = (type: string, data: Record<string, unknown> = {}) => auditWords({ type, data });

describe('auditWords', () => {
  it.each([
    ['slo.created', { slo: 'availability' }, 'made the SLO availability'],
    ['integration.removed', { integration: 'ci' }, 'removed the integration ci'],
    ['team.created', { team: 'payments' }, 'made the team payments'],
    ['team.member_set', { team: 'payments', email: 'jo@x', after: 'approver' }, 'made jo@x approver in team payments'],
    ['freeze.set', { freeze: 'weekends' }, 'froze new exposure (weekends)'],
    ['incident.opened', { title: 'Logins fail' }, 'opened the incident “Logins fail”'],
    ['invitation.created', { email: 'sam@x' }, 'invited sam@x'],
    ['postmortem.published', {}, 'published the postmortem'],
  ])('says of %s what it was about', (type, data, said) => {
    expect(words(type, data)).toBe(said);
  });

  it('has words for everything the product records', () => {
    const recorded = new Set<string>();
    for (const file of sources('lib')) {
      for (const [, type] of readFileSync(file, 'utf8').matchAll(/'([a-z_]+\.[a-z_]+)'/g)) {
        if (type && /^(postmortem|team|integration|service_account|invitation|slo|policy|token)\./.test(type))
          recorded.add(type);
      }
    }
    expect(recorded.size).toBeGreaterThan(20);
    const plain = (type: string) => type.replace('.', ' ').replaceAll('_', ' ');
    expect([...recorded].filter((type) => words(type) === plain(type))).toEqual([]);
  });
});

describe('auditSentence', () => {
  const actor = { kind: 'user', person: 'jo', name: 'Jo' };
  it('does not repeat who did it as the reason', () => {
    const event = { type: 'release.resumed', data: {}, actor };
    expect(auditSentence({ ...event, reason: 'resumed by Jo' })).toBe('Jo resumed it');
    expect(auditSentence({ ...event, reason: 'the flag is unlocked' })).toBe('Jo resumed it: the flag is unlocked');
  });
});

const sources = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => join(dir, file));
