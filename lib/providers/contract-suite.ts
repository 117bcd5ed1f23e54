import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandBody, Driver } from './port';

export type Exchange = { method: string; url: string; headers: IncomingMessage['headers']; raw: string };
type Behave = (request: Exchange, response: ServerResponse) => void;

export type Subject = {
  name: string;
  /** A driver for a plane at `url`, with a time-out of `timeoutMs`. */
  create: (url: string, timeoutMs: number) => { driver: Driver; close: () => Promise<void> };
  /** How this plane says what it now has. */
  reports: (percent: number, generation: number) => string;
};

export const command = (change: Partial<CommandBody['data']> = {}): CommandBody => ({
  type: 'exposure.set',
  timestamp: '2026-11-21T12:00:00.000Z',
  data: {
    command: '01a1fe01-31c5-76f3-82b2-4ee47e6d621d',
    release: '01a1fe01-2756-7a7a-85c1-815103e8b975',
    service: 'checkout',
    version: '2.0.0',
    baselineVersion: '1.9.0',
    generation: 7,
    action: 'advance',
    mechanism: 'canary',
    ring: 'early',
    exposure: 0.01,
    targets: [{ ring: 'early', exposure: 0.01 }],
    reason: 'hold over',
    actor: 'Rampart',
    ...change,
  },
});

const TIMEOUT_MS = 400;

/** What every driver must do, shown against a real HTTP server that behaves and misbehaves. */
export function providerContract(subject: Subject): void {
  describe(`${subject.name} keeps the provider contract`, () => {
    const seen: Exchange[] = [];
    let behave: Behave = (_, response) => response.end();
    let driver: Driver;
    let close: () => Promise<void>;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = request;
      const exchange = { method, url, headers, raw: Buffer.concat(chunks).toString() };
      seen.push(exchange);
      behave(exchange, response);
    });
    const answer =
      (status: number, body = '', headers: Record<string, string> = {}): Behave =>
      (_, response) => {
        response.writeHead(status, headers);
        response.end(body);
      };

    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const made = subject.create(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, TIMEOUT_MS);
      driver = made.driver;
      close = made.close;
    });
    afterAll(async () => {
      await close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('is accepted by 2xx, with or without a body', async () => {
      for (const status of [200, 202, 204]) {
        behave = answer(status);
        expect(await driver.send(command())).toEqual({ kind: 'accepted', status });
      }
      behave = answer(200, 'not JSON');
      expect((await driver.send(command())).kind).toBe('accepted');
    });

    it('takes what the plane says it now has, clamped', async () => {
      behave = answer(200, subject.reports(0.01, 7));
      expect(await driver.send(command())).toMatchObject({ kind: 'accepted', observed: 1 });
      behave = answer(200, subject.reports(140, 7));
      expect(await driver.send(command())).toMatchObject({ kind: 'accepted', observed: 10_000 });
    });

    it('sends the same bytes under the same id however often', async () => {
      behave = answer(200);
      seen.length = 0;
      await Promise.all([driver.send(command()), driver.send(command()), driver.send(command())]);
      expect(new Set(seen.map(({ raw }) => raw)).size).toBe(1);
      expect(new Set(seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    });

    it('is refused for good by 4xx, with the plane’s words', async () => {
      for (const status of [400, 401, 403, 404, 410, 422]) {
        behave = answer(status, '{"detail":"version 2.0.0 is unknown here"}');
        const result = await driver.send(command());
        expect(result).toMatchObject({ kind: 'refused', status });
        expect(result.kind === 'refused' && result.words).toContain('version 2.0.0 is unknown here');
      }
    });

    it('is to be tried again after 408, 409, 429, 5xx and a redirect', async () => {
      for (const status of [408, 409, 429, 500, 502, 503, 504]) {
        behave = answer(status, 'busy', { 'retry-after': '7' });
        expect(await driver.send(command())).toMatchObject({ kind: 'retry', status, retryAfterMs: 7_000 });
      }
      seen.length = 0;
      behave = answer(307, '', { location: 'http://169.254.169.254/' });
      expect(await driver.send(command())).toMatchObject({ kind: 'retry', status: 307 });
      expect(seen).toHaveLength(1);
    });

    it('is to be tried again after a cut connection, silence, a body without end, and nobody there', async () => {
      behave = (_, response) => response.destroy();
      expect(await driver.send(command())).toMatchObject({ kind: 'retry', words: expect.stringContaining('cut') });
      behave = () => {};
      const asked = Date.now();
      expect(await driver.send(command())).toMatchObject({ kind: 'retry', words: expect.stringContaining('in time') });
      expect(Date.now() - asked).toBeLessThan(TIMEOUT_MS + 1_500);
      behave = (_, response) => {
        response.writeHead(500);
        const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
        response.on('close', () => clearInterval(timer));
      };
      const endless = await driver.send(command());
      expect(endless.kind).toBe('retry');
      expect(endless.kind === 'retry' && endless.words.length).toBeLessThan(1_000);
      const nobody = subject.create('http://127.0.0.1:1', TIMEOUT_MS);
      expect(await nobody.driver.send(command())).toMatchObject({ kind: 'retry' });
      await nobody.close();
    });

    it('can be given up', async () => {
      behave = () => {};
      const stop = new AbortController();
      const result = driver.send(command(), stop.signal);
      setTimeout(() => stop.abort(), 30);
      expect(await result).toMatchObject({ kind: 'retry' });
    });

    it('is tried without a command, and says what was answered and how fast', async () => {
      seen.length = 0;
      behave = answer(200, subject.reports(25, 7));
      const works = await driver.probe({ service: 'checkout', commands: true });
      expect(works.map(({ verdict, status }) => [verdict, status])).toEqual(works.map(() => ['works', 200]));
      expect(works.every(({ latencyMs }) => latencyMs >= 0 && latencyMs < TIMEOUT_MS)).toBe(true);
      expect(seen).toHaveLength(works.length);
      expect(seen.some(({ raw }) => raw.includes('exposure.set'))).toBe(false);
      seen.length = 0;
      await driver.probe({ service: 'checkout', commands: false });
      expect(seen.every(({ method }) => method === 'GET')).toBe(true);
    });

    it('is tried and says what is wrong', async () => {
      const tried = async (change: Behave) => {
        behave = change;
        const [first] = await driver.probe({ service: 'checkout', commands: true });
        return first;
      };
      expect(await tried(answer(401))).toMatchObject({ verdict: 'fails', status: 401 });
      expect(await tried(answer(404, 'no such page'))).toMatchObject({ words: 'answered 404: no such page' });
      expect(await tried(answer(422, 'type?'))).toMatchObject({ verdict: 'unsure', words: 'answered 422: type?' });
      expect(await tried((_, response) => response.destroy())).toMatchObject({
        verdict: 'fails',
        status: null,
        words: expect.stringContaining('cut'),
      });
      const nobody = subject.create('http://127.0.0.1:1', TIMEOUT_MS);
      const [lost] = await nobody.driver.probe({ service: 'checkout', commands: true });
      expect(lost).toMatchObject({ verdict: 'fails', status: null });
      await nobody.close();
    });

    it('reads back, or says that it cannot', async () => {
      if (!driver.read) return;
      behave = answer(200, subject.reports(25.5, 7));
      expect(await driver.read()).toEqual({ kind: 'observed', observed: 2_550, generation: 7 });
      for (const broken of [answer(200, 'no'), answer(200, '{}'), answer(500, 'down'), answer(301)]) {
        behave = broken;
        expect((await driver.read()).kind).toBe('error');
      }
      behave = () => {};
      expect(await driver.read()).toMatchObject({ kind: 'error', words: expect.stringContaining('in time') });
    });
  });
}
