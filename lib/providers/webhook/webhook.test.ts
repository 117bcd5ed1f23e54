import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { command, providerContract } from '../contract-suite';
import { createEgress } from '../egress';
import { webhookDriver } from './driver';
import { bodyText, retryAfterMs, sendResult, signature, wordsOf } from './wire';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

providerContract({
  name: 'webhook',
  create: (url, timeoutMs) => {
    const egress = createEgress({ timeoutMs });
    const config = { kind: 'webhook' as const, url, statusUrl: `${url}/status`, rings: false };
    return { driver: webhookDriver(config, SECRET, egress, Date.now), close: egress.close };
  },
  reports: (percent, generation) => JSON.stringify({ observedExposure: percent, generation }),
});

describe('Standard Webhooks', () => {
  it('signs the published vector', () => {
    expect(signature(SECRET, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('is verified by the reference implementation, command and status alike', async () => {
    const verified: unknown[] = [];
    const server = createServer(async (request, response) => {
      let raw = '';
      for await (const chunk of request) raw += String(chunk);
      const headers = request.headers as Record<string, string>;
      verified.push(
        request.method === 'POST' ? new Webhook(SECRET).verify(raw, headers) : headers['webhook-signature'],
      );
      response.end('{"observedExposure":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const egress = createEgress();
    const driver = webhookDriver({ kind: 'webhook', url, statusUrl: url, rings: false }, SECRET, egress, Date.now);
    await driver.send(command());
    await driver.read?.();
    expect(verified).toEqual([command(), expect.stringMatching(/^v1,/)]);
    verified.length = 0;
    await driver.probe({ service: 'checkout', commands: true });
    const data = { service: 'checkout', generation: 0, exposure: 0, targets: [] };
    const test = { type: 'connection.test', timestamp: expect.any(String), data };
    expect(verified).toEqual(expect.arrayContaining([test, expect.stringMatching(/^v1,/)]));
    await egress.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('writes the body of the contract, whatever order it was stored in', () => {
    const { data, ...rest } = command();
    const shuffled = { data: Object.fromEntries(Object.entries(data).reverse()) as typeof data, ...rest };
    expect(bodyText(shuffled)).toBe(bodyText(command()));
    expect(Object.keys(JSON.parse(bodyText(shuffled)).data)[0]).toBe('command');
  });
});

describe('what an answer means', () => {
  it('says the plane’s words shortly', () => {
    expect(wordsOf(403, '{"message":"no rights"}')).toBe('answered 403: no rights');
    expect(wordsOf(502, '')).toBe('answered 502');
    expect(wordsOf(500, `<html>${'x'.repeat(5_000)}`).length).toBeLessThan(600);
  });

  it('says where to look when a signature is not taken and nothing else is said', () => {
    const refused = (status: number, body: string) => sendResult({ status, headers: {}, body }, 0);
    expect(refused(401, '')).toMatchObject({
      kind: 'refused',
      words: "answered 401: compare the signing secret with the receiver's",
    });
    expect(refused(401, 'unknown tenant')).toMatchObject({ words: 'answered 401: unknown tenant' });
    expect(refused(403, '')).toMatchObject({ words: 'answered 403' });
  });

  it('reads Retry-After as seconds or as a date, never more than an hour', () => {
    expect(retryAfterMs('120', 0)).toBe(120_000);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4_000)).toBe(6_000);
    expect(retryAfterMs('999999', 0)).toBe(3_600_000);
    expect(retryAfterMs('soon', 0)).toBeUndefined();
  });

  it('never believes an exposure that is not a number', () => {
    expect(sendResult({ status: 200, headers: {}, body: '{"observedExposure":"25"}' }, 0)).toEqual({
      kind: 'accepted',
      status: 200,
    });
  });
});
