import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { integrationSecretContext, seal } from '@/lib/access/secrets';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { ANNA, laneDeps, plan, putPlans, putService, release, rowOf } from '@/lib/controller/testing/world';
import { AppError } from '@/lib/errors';
import { openIncident, resolveIncident } from '@/lib/incidents/incidents';
import { listIncidents } from '@/lib/incidents/read-model';
import { proceed } from '@/lib/releases/proceed';
import { withTestDatabase } from '@/lib/testing/database';
import { receiveHook } from './receive';

const db = withTestDatabase();
const secretKey = randomBytes(32);
const secret = 'a shared secret of many characters';
const deps = () => ({ sql: db.sql, inTransaction: db.inTransaction, clock: { now: () => Date.now() }, secretKey });

beforeAll(async () => {
  await putPlans(db, { plan: plan('canary', 'early 10 1h', 'broad 100 1h') });
  for (const name of ['pay', 'cart', 'blog']) await putService(db, name, { provider: { url: 'http://127.0.0.1:1' } });
  const add = (name: string, kind: string, config: object) =>
    db.sql.query('INSERT INTO integration (name, kind, secret, config) VALUES ($1, $2, $3, $4)', [
      name,
      kind,
      seal(secretKey, secret, integrationSecretContext(name)),
      JSON.stringify(config),
    ]);
  await add('am', 'alertmanager', { services: { 'payments-api': 'pay' } });
  await add('pd', 'pagerduty', { services: { PSVC1: 'cart' } });
});

const post = (name: string, headers: Record<string, string>, body: object) =>
  receiveHook(deps(), name, { headers: new Headers(headers), body: new TextEncoder().encode(JSON.stringify(body)) });
const refused = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => (error instanceof AppError ? `${error.status} ${error.detail}` : Promise.reject(error)),
  );

/** As Alertmanager sends it (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString();
const alert = (service: string, change: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'HighErrorRate', severity: 'page', app: service },
  annotations: { summary: `${service} fails`, description: 'more than 5 %' },
  startsAt: at(0),
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph?g0.expr=x',
  fingerprint: 'abc',
  ...change,
});
const group = (status: 'firing' | 'resolved', alerts: object[], key = '{}:{alertname="HighErrorRate"}') => ({
  version: '4',
  groupKey: key,
  truncatedAlerts: 0,
  status,
  receiver: 'rampart',
  groupLabels: { alertname: 'HighErrorRate' },
  commonLabels: { alertname: 'HighErrorRate' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example',
  alerts,
});
const bearer = { authorization: `Bearer ${secret}` };
const openOnes = async () => (await listIncidents(db.sql, { limit: 10, open: true })).items;

describe('Alertmanager', () => {
  it('opens for the services its labels name, follows them, and resolves', async () => {
    const first = group('firing', [alert('payments-api'), alert('blog')]);
    expect(await post('am', bearer, first)).toEqual({ accepted: true, duplicate: false });
    expect(await post('am', bearer, first)).toEqual({ accepted: true, duplicate: true });
    const [incident, ...more] = await openOnes();
    expect(more).toEqual([]);
    expect(incident).toMatchObject({
      title: 'payments-api fails',
      severity: 'critical',
      source: 'alertmanager',
      openedBy: 'am',
    });
    expect(incident?.scopes.map(({ scope }) => scope)).toEqual([{ service: 'blog' }, { service: 'pay' }]);
    expect(await proceed(db.sql, 'pay', 'v1')).toMatchObject({
      proceed: false,
      blockers: [{ kind: 'incident', detail: 'payments-api fails' }],
    });
    expect(await proceed(db.sql, 'cart', 'v1')).toMatchObject({ proceed: true });

    const part = group('firing', [alert('payments-api'), alert('blog', { status: 'resolved', endsAt: at(3) })]);
    await post('am', bearer, part);
    expect(await proceed(db.sql, 'blog', 'v1')).toMatchObject({ proceed: true });
    await post('am', bearer, group('resolved', [alert('payments-api', { status: 'resolved', endsAt: at(5) })]));
    expect(await proceed(db.sql, 'pay', 'v1')).toMatchObject({ proceed: true });
    expect(await openOnes()).toEqual([]);
    // A word of before that comes late changes nothing; a new fire is a new incident.
    await post('am', bearer, { ...part, receiver: 'late' });
    expect(await openOnes()).toEqual([]);
    await post('am', bearer, group('firing', [alert('payments-api', { startsAt: at(9) })]));
    expect(await openOnes()).toHaveLength(1);
    await post(
      'am',
      bearer,
      group('resolved', [alert('payments-api', { status: 'resolved', startsAt: at(9), endsAt: at(10) })]),
    );
    const types = await db.sql.query<{ type: string }>(
      "SELECT type FROM audit_event WHERE type LIKE 'incident.%' ORDER BY at, id",
    );
    expect(types.map(({ type }) => type)).toEqual([
      'incident.opened',
      'incident.changed',
      'incident.resolved',
      'incident.opened',
      'incident.resolved',
    ]);
  });

  it('refuses a wrong token, what is no alert, and what names no service', async () => {
    expect(await refused(post('am', { authorization: 'Bearer nope' }, group('firing', [alert('pay')])))).toMatch(
      /^401/,
    );
    expect(await refused(post('am', {}, group('firing', [alert('pay')])))).toMatch(/^401/);
    expect(await refused(post('am', bearer, { version: '4' }))).toMatch(/^4(00|22)/);
    expect(await refused(post('am', bearer, group('firing', [alert('unknown')], 'k2')))).toMatch(
      /^422 Nothing matches: none of its labels/,
    );
    expect(await openOnes()).toEqual([]);
    const [row] = await db.sql.query(
      "SELECT status FROM hook_delivery WHERE status = 'refused' AND reason LIKE 'none of%'",
    );
    expect(row).toBeDefined();
  });
});

describe('PagerDuty', () => {
  const event = (type: string, occurred: string, change: object = {}) => ({
    event: {
      id: randomUUID(),
      event_type: type,
      resource_type: 'incident',
      occurred_at: occurred,
      agent: null,
      client: null,
      data: {
        id: 'PGR0VU2',
        type: 'incident',
        self: 'https://api.pagerduty.com/incidents/PGR0VU2',
        html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
        number: 2,
        status: 'triggered',
        title: 'A little bump in the road',
        service: {
          html_url: 'https://acme.pagerduty.com/services/PSVC1',
          id: 'PSVC1',
          summary: 'API Service',
          type: 'service_reference',
        },
        urgency: 'high',
        ...change,
      },
    },
  });
  const signed = (body: object, key = secret) => ({
    'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${createHmac('sha256', key).update(JSON.stringify(body)).digest('hex')}`,
  });
  const send = (body: object) => post('pd', signed(body), body);

  it('opens, ignores what moves nothing, resolves, in any order', async () => {
    const opened = event('incident.triggered', at(1));
    await send(opened);
    expect(await send(opened)).toMatchObject({ duplicate: true });
    expect(await openOnes()).toMatchObject([
      { title: 'A little bump in the road', severity: 'critical', scopes: [{ scope: { service: 'cart' } }] },
    ]);
    await send(event('incident.acknowledged', at(2)));
    expect(await proceed(db.sql, 'cart', 'v1')).toMatchObject({ proceed: false });
    await send(event('incident.resolved', at(3)));
    expect(await openOnes()).toEqual([]);
    await send(event('incident.triggered', at(1)));
    expect(await openOnes()).toEqual([]);
    await send(event('incident.reopened', at(4)));
    await send(event('incident.resolved', at(3)));
    expect(await openOnes()).toHaveLength(1);
    await send(event('incident.resolved', at(5)));
    expect(await openOnes()).toEqual([]);
  });
  it('finds a service by the name PagerDuty has for it', async () => {
    await send(event('incident.triggered', at(1), { id: 'P2', service: { id: 'PX', summary: 'Blog' } }));
    expect(await openOnes()).toMatchObject([{ scopes: [{ scope: { service: 'blog' } }] }]);
    await send(event('incident.resolved', at(2), { id: 'P2' }));
  });
  it('refuses a wrong signature', async () => {
    const body = event('incident.triggered', at(1), { id: 'P3' });
    expect(await refused(post('pd', signed(body, 'another'), body))).toMatch(/^401/);
    expect(await refused(post('pd', {}, body))).toMatch(/^401/);
  });
});

it('by hand: pauses new exposure, knows the release in flight, lets go when it is resolved', async () => {
  const { id } = await release(db, 'blog', 'v1');
  const step = async () => {
    for (let i = 0; i < 4; i += 1) {
      await db.sql.query(
        "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
      );
      await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'blog'");
      await reconcileBatch(laneDeps(db), [], 200);
    }
  };
  await step();
  const incident = await openIncident(
    deps(),
    { title: 'Login is down', severity: 'critical', scopes: ['all', { service: 'blog' }] },
    ANNA,
  );
  expect(incident).toMatchObject({ open: true, releases: [{ id, service: 'blog', version: 'v1', status: 'holding' }] });
  await step();
  expect((await rowOf(db, id)).state.blockers).toMatchObject([{ kind: 'incident', detail: 'Login is down' }]);
  expect((await listIncidents(db.sql, { limit: 5, release: id })).items).toHaveLength(1);
  const [event] = await db.sql.query("SELECT FROM audit_event WHERE release_id = $1 AND type = 'incident.linked'", [
    id,
  ]);
  expect(event).toBeDefined();
  const ended = await resolveIncident(deps(), { id: incident.id, principal: ANNA, reason: 'restarted' });
  expect(ended).toMatchObject({ open: false, resolvedBy: 'Anna', resolution: 'restarted' });
  expect(await resolveIncident(deps(), { id: incident.id, principal: ANNA, reason: 'again' })).toEqual(ended);
  await step();
  expect((await rowOf(db, id)).state.blockers).toEqual([]);
  expect(
    await refused(openIncident(deps(), { title: 'x', severity: 'error', scopes: [{ service: 'none' }] }, ANNA)),
  ).toMatch(/scopes\.0\.service/);
});
