import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FleetState } from '../director/state';
import { FleetService } from '../fleet-service';
import { SERVICES, type ServiceSpec } from '../services/spec';
import { RoutingStore } from './routing-store';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const base = SERVICES.find((one) => one.name === 'checkout') as ServiceSpec;
const spec: ServiceSpec = { ...base, baseErrorRate: 0, routes: base.routes.map((one) => ({ ...one, medianMs: 0 })) };
const log = pino({ level: 'silent' });
let dir: string;
let service: FleetService;

async function start(of: ServiceSpec = spec): Promise<FleetService> {
  const routings = new RoutingStore(dir);
  const state = new FleetState(dir);
  await Promise.all([routings.load(), state.load()]);
  const lifecycle = { started: () => undefined, stopping: async () => undefined };
  const one = new FleetService({ spec: of, secret, routings, state, lifecycle, log });
  await one.start();
  return one;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fleet-'));
  service = await start();
});
afterEach(async () => {
  await service.stop();
  await rm(dir, { recursive: true, force: true });
});

function signed(body: string, key = secret, id = 'msg_1') {
  const at = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
  };
}

function event(change: Record<string, unknown>): string {
  const data = {
    command: 'c1',
    release: 'r1',
    service: 'checkout',
    version: '5.0.0',
    baselineVersion: '4.8.0',
    generation: 3,
    action: 'start',
    mechanism: 'canary',
    ring: 'internal',
    exposure: 10,
    targets: [{ ring: 'internal', exposure: 10 }],
    reason: 'x',
    actor: 'system',
    ...change,
  };
  return JSON.stringify({ type: 'exposure.set', timestamp: new Date().toISOString(), data });
}

const send = (change: Record<string, unknown>) => {
  const body = event(change);
  return service.receiver.command(body, signed(body));
};

/** Real requests through the router; how many the version served. */
async function served(version: string, requests: number, user?: (i: number) => string): Promise<number> {
  let count = 0;
  for (let i = 0; i < requests; i += 20) {
    const batch = Array.from({ length: Math.min(20, requests - i) }, async (_, j) => {
      const headers = { 'x-user': user?.(i + j) ?? 'u' };
      const response = await fetch(`http://127.0.0.1:${service.router.port}/cart?items=1x1`, { headers });
      await response.text();
      expect(response.status).toBe(200);
      return response.headers.get('x-version');
    });
    count += (await Promise.all(batch)).filter((one) => one === version).length;
  }
  return count;
}

describe('provider webhook', () => {
  it('moves real traffic to the commanded share and reads it back', async () => {
    expect(await served('4.8.0', 100)).toBe(100);
    expect(await send({ exposure: 12.34 })).toMatchObject({ status: 200, json: { observedExposure: 12.34 } });
    const canary = await served('5.0.0', 2_000);
    expect(Math.abs(canary - 246.8)).toBeLessThanOrEqual(3);
    const status = service.receiver.status(signed(''));
    expect(status.json).toMatchObject({ observedExposure: 12.34, generation: 3, measured: { requests: 2_000 } });
  });

  it('refuses a wrong signature, a changed body and an unsigned read', async () => {
    const body = event({});
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect((await service.receiver.command(body, signed(body, other))).status).toBe(401);
    expect((await service.receiver.command(`${body} `, signed(body))).status).toBe(401);
    expect(service.receiver.status({}).status).toBe(401);
    expect(service.router.routing.generation).toBe(0);
  });

  it('counts a duplicate once and ignores an older generation', async () => {
    await send({ generation: 7, exposure: 25 });
    expect((await send({ generation: 7, exposure: 25 })).json).toMatchObject({ duplicate: true, observedExposure: 25 });
    const older = await send({ command: 'c0', generation: 6, exposure: 90 });
    expect(older).toMatchObject({ status: 200, json: { observedExposure: 25, generation: 7 } });
    expect(service.router.routing.exposure).toBe(2_500);
  });

  it('refuses for good what is meant for another service or cannot be understood', async () => {
    expect((await send({ service: 'search' })).status).toBe(422);
    expect((await send({ exposure: 140 })).status).toBe(422);
    const other = JSON.stringify({ type: 'something.else', data: {} });
    expect((await service.receiver.command(other, signed(other))).status).toBe(200);
  });

  it('keeps weights, generation and versions over a restart', async () => {
    await send({ generation: 9, exposure: 50 });
    await service.stop();
    service = await start();
    expect(service.receiver.status(signed('')).json).toMatchObject({ observedExposure: 50, generation: 9 });
    expect(await served('5.0.0', 100)).toBeGreaterThanOrEqual(49);
    expect((await send({ command: 'c0', generation: 8, exposure: 0 })).json).toMatchObject({ observedExposure: 50 });
  });

  it('gives rings their own shares', async () => {
    await service.stop();
    service = await start({ ...spec, rings: true });
    const targets = [
      { ring: 'internal', exposure: 100 },
      { ring: 'early', exposure: 0 },
    ];
    expect((await send({ mechanism: 'ring', exposure: 100, targets })).json).toMatchObject({ observedExposure: 100 });
    const canary = await served('5.0.0', 1_000, (i) => `u${i}`);
    expect(canary).toBeGreaterThan(70);
    expect(canary).toBeLessThan(130);
  });
});
