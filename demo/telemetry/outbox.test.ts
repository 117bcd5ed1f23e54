import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startStub, until } from '../testing/stub-rampart';
import { Outbox } from './outbox';

const log = pino({ level: 'silent' });
let stub: Awaited<ReturnType<typeof startStub>>;
afterEach(() => stub.close());

const parcel = (at: number) => ({
  path: '/v1/metrics',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  at,
});

describe('outbox', () => {
  it('keeps telemetry through an outage and sends it in order with the token', async () => {
    stub = await startStub();
    stub.control.unavailable = true;
    const outbox = new Outbox({ url: stub.url, token: 'secret', log });
    outbox.put(parcel(Date.now()));
    outbox.put({ ...parcel(Date.now()), path: '/api/v1/telemetry' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(outbox.waiting).toBe(2);
    stub.control.unavailable = false;
    await until(() => outbox.waiting === 0);
    expect(stub.received.map((one) => one.path)).toEqual(['/v1/metrics', '/api/v1/telemetry']);
    expect(stub.received[0]?.headers.authorization).toBe('Bearer secret');
    await outbox.close(0);
  });

  it('drops what is older than the bound', async () => {
    stub = await startStub();
    const outbox = new Outbox({ url: stub.url, token: 't', log, maxAgeMs: 1_000 });
    outbox.put(parcel(Date.now() - 5_000));
    await until(() => outbox.dropped === 1);
    expect(stub.received).toHaveLength(0);
    await outbox.close(0);
  });
});
