import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { integrationSecretContext, open } from '@/lib/access/secrets';
import { withTestDatabase } from '@/lib/testing/database';
import { deleteIntegration, type PutIntegration, putIntegration } from './put-integration';
import { getIntegration, listIntegrations } from './read-model';
import { integrationInputSchema, integrationSchema } from './schema';

const db = withTestDatabase();
const secretKey = randomBytes(32);
const deps = () => ({ db: db.prisma, clock: { now: () => Date.UTC(2026, 10, 21) }, secretKey });
const secret = `whsec_${randomBytes(24).toString('base64')}`;
const principal = { kind: 'user', person: 'u', name: 'Jo Park' } as const;
const put = (name: string, input: object, expected: number | null = null) =>
  putIntegration(deps(), {
    name,
    input: integrationInputSchema.parse(input),
    principal,
    expected,
  } satisfies PutIntegration);

beforeAll(async () => {
  await db.sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ('checkout', 'Checkout', 'shop', 1, 'p', 0, '{}', '{}')`,
  );
  await db.sql.query(`INSERT INTO plan (name, spec) VALUES ('standard', '{}')`);
});

test('created, replaced with its secret kept, removed; every change is in the record, the secret never', async () => {
  const first = await put('ci', {
    kind: 'generic',
    secret,
    service: 'checkout',
    plan: 'standard',
    environment: 'production',
  });
  expect(first).toMatchObject({ created: true, integration: { name: 'ci', version: 1, hookPath: '/api/v1/hooks/ci' } });
  const second = await put('ci', { kind: 'generic', service: 'checkout' }, 1);
  expect(second).toMatchObject({ created: false, integration: { version: 2 } });
  expect(second.integration).not.toHaveProperty('environment');
  expect(integrationSchema.strict().parse(await getIntegration(db.prisma, 'ci'))).toEqual(second.integration);
  const [row] = await db.sql.query<{ secret: string }>('SELECT secret FROM integration');
  expect(open(secretKey, row?.secret ?? '', integrationSecretContext('ci'))).toBe(secret);
  await expect(put('ci', { kind: 'generic' }, 1)).rejects.toThrow(/version 2/);
  await deleteIntegration(deps(), { name: 'ci', principal, reason: 'moved' });
  await expect(getIntegration(db.prisma, 'ci')).rejects.toThrow(expect.objectContaining({ status: 404 }));
  await expect(deleteIntegration(deps(), { name: 'ci', principal })).rejects.toThrow(
    expect.objectContaining({ status: 404 }),
  );
  const events = await db.sql.query<{ type: string; data: unknown; reason: string | null }>(
    'SELECT type, data, reason FROM audit_event ORDER BY id',
  );
  expect(events.map(({ type }) => type)).toEqual(['integration.created', 'integration.changed', 'integration.removed']);
  expect(JSON.stringify(events)).not.toContain(secret);
});

test('the same again changes nothing, another secret does', async () => {
  const input = { kind: 'generic', secret, service: 'checkout', environment: 'production' };
  await put('same', input);
  expect(await put('same', input)).toMatchObject({ created: false, integration: { version: 1 } });
  const other = `whsec_${randomBytes(24).toString('base64')}`;
  expect(await put('same', { ...input, secret: other })).toMatchObject({ integration: { version: 2 } });
  await deleteIntegration(deps(), { name: 'same', principal });
});

test.each([
  ['no secret', { kind: 'generic' }, /secret/],
  ['an unknown service', { kind: 'generic', secret, service: 'no' }, /no service named "no"/],
  ['an unknown plan', { kind: 'generic', secret, plan: 'no' }, /no plan named "no"/],
  [
    'a repository of an unknown service',
    { kind: 'github', secret: 'longenough', repositories: { 'a/b': 'no' } },
    /repositories\.a\/b/,
  ],
])('%s is 422', async (_name, input, words) => {
  await expect(put('new', input)).rejects.toThrow(
    expect.objectContaining({ status: 422, message: expect.stringMatching(words) }),
  );
  expect((await listIntegrations(db.prisma, { limit: 10 })).items).toEqual([]);
});

test('another kind needs another secret', async () => {
  await put('ci', { kind: 'generic', secret });
  await expect(put('ci', { kind: 'github' })).rejects.toThrow(/secret/);
});

test.each([
  [{ kind: 'generic', secret: 'plain' }],
  [{ kind: 'github', secret: 'short' }],
  [{ kind: 'github', secret: 'longenough', repositories: { nope: 'checkout' } }],
  [{ kind: 'generic', secret, repositories: {} }],
  [{ kind: 'jenkins', secret }],
])('%j is refused', (input) => {
  expect(integrationInputSchema.safeParse(input).success).toBe(false);
});
