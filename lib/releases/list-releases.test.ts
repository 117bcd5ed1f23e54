import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { openapiDocument } from '@/lib/openapi/document';
import type { Page } from '@/lib/shared/page';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import type { Release } from './schema';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

let token: string;
const names = ['a', 'b', 'c', 'd', 'e'];
const list = async (query: string) =>
  (await (await call('GET', `/api/v1/releases?${query}`, { token })).json()) as Page<Release>;

beforeAll(async () => {
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  await call('PUT', '/api/v1/plans/standard', {
    token,
    body: { mechanism: 'canary', steps: [{ ring: 'all', exposure: 100, hold: '5m' }] },
  });
  for (const [i, name] of names.entries()) {
    const service = {
      displayName: name,
      owner: i < 2 ? 'shop' : 'o',
      tier: (i % 3) + 1,
      plan: 'standard',
      provider: { kind: 'webhook', url: 'http://127.0.0.1:9/' },
    };
    await call('PUT', `/api/v1/services/${name}`, { token, body: service });
    expect((await call('POST', '/api/v1/releases', { token, body: { service: name, version: '1' } })).status).toBe(201);
  }
  // The routes are loaded by the first calls.
}, 60_000);

describe('the list of releases', () => {
  it('walks all pages, newest first, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page<Release> = await list(`limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map(({ service }) => service));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('filters by service and by several statuses', async () => {
    expect((await list('service=b')).items.map(({ service }) => service)).toEqual(['b']);
    const cancelled = await call('POST', `/api/v1/releases/${(await list('service=c')).items[0]?.id}/cancel`, {
      token,
    });
    expect([cancelled.status, ((await cancelled.json()) as Release).status]).toEqual([200, 'cancelled']);
    expect((await list('status=cancelled')).items.map(({ service }) => service)).toEqual(['c']);
    expect((await list('status=pending,cancelled&limit=3')).items.map(({ service }) => service)).toEqual([
      'e',
      'd',
      'c',
    ]);
  });

  it('filters by the team that owns the service', async () => {
    expect((await list('team=shop')).items.map(({ service }) => service)).toEqual(['b', 'a']);
    expect((await list('team=o&status=cancelled')).items.map(({ service }) => service)).toEqual(['c']);
    expect((await list('team=shop&attention=true')).items.map(({ owner }) => owner)).toEqual(['shop', 'shop']);
    expect((await list('team=nobody')).items).toEqual([]);
  });

  it.each([
    ['q=b', ['b']],
    ['q=b 1', ['b']],
    ['q=1', ['e', 'd', 'c', 'b', 'a']],
    ['q=2', []],
    ['q=b 2', []],
    ['q=e&status=cancelled', []],
    ['q=1&status=cancelled', ['c']],
    ['q=1&team=shop', ['b', 'a']],
    ['q=a&team=o', []],
    ['by=nobody', []],
    ['q=1&limit=2', ['e', 'd']],
    ['from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z', ['e', 'd', 'c', 'b', 'a']],
    ['to=2020-01-01T00:00:00Z', []],
    ['from=2100-01-01T00:00:00Z', []],
  ])('finds %s', async (query, expected) => {
    expect((await list(encodeURI(query))).items.map(({ service }) => service)).toEqual(expected);
  });

  it('finds by how the name of who announced it begins, in any case', async () => {
    const { createdBy } = (await list('service=a')).items[0] as Release;
    const part = encodeURIComponent(createdBy.slice(0, 3).toUpperCase());
    expect((await list(`by=${part}&service=a`)).items).toHaveLength(1);
  });

  it('finds what ended since, however long ago it was announced', async () => {
    await db.sql.query(`UPDATE release SET finished_at = '2026-01-02T10:00:00Z' WHERE service = 'c'`);
    const since = async (query: string) => (await list(query)).items.map(({ service }) => service);
    expect(await since('endedFrom=2026-01-02T10:00:00Z')).toEqual(['c']);
    expect(await since('endedFrom=2026-01-02T10:00:00Z&status=completed,cancelled&limit=1')).toEqual(['c']);
    expect(await since('endedFrom=2026-01-02T10:00:00.001Z')).toEqual([]);
    expect(await since('endedFrom=2026-01-02T10:00:00Z&q=b')).toEqual([]);
  });

  it('refuses a search among those in flight rather than ignoring it', async () => {
    expect((await call('GET', '/api/v1/releases?attention=true&q=b', { token })).status).toBe(400);
  });

  it('by attention: only what is in flight, tier 1 first, over pages', async () => {
    const first = await list('attention=true&limit=3');
    const second = await list(`attention=true&limit=3&cursor=${first.nextCursor}`);
    const order = [...first.items, ...second.items];
    expect(order.map(({ service }) => service).sort()).toEqual(['a', 'b', 'd', 'e']);
    expect(order.map(({ tier }) => tier)).toEqual([1, 1, 2, 2]);
    expect(second.nextCursor).toBeNull();
  });
});

describe('the OpenAPI document', () => {
  it('is 3.1, has unique operation ids, and every reference leads somewhere', () => {
    const document = JSON.parse(JSON.stringify(openapiDocument()));
    expect(document.openapi).toBe('3.1.0');
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (path) => Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, group = '', name = ''] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      expect(document.components[group]?.[name], `${group}/${name}`).toBeDefined();
    }
  });

  it('metrics and readiness answer', async () => {
    const metrics = await (await call('GET', '/api/metrics', { token })).text();
    expect(metrics).toMatch(/rampart_releases\{status="pending"\} 4\n/);
    const ready = await call('GET', '/api/readyz');
    expect([ready.status, ((await ready.json()) as { status: string }).status]).toEqual([200, 'degraded']);
    expect((await call('GET', '/api/healthz')).status).toBe(200);
  });
});
