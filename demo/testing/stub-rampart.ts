import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

/**
 * An HTTP server in Rampart's place: it records everything, keeps what is PUT and answers releases with a status
 * the test sets. Nothing else of Rampart is imitated.
 */
export async function startStub() {
  const received: Received[] = [];
  const kept = new Map<string, unknown>();
  const releases: { id: string; service: string; version: string; status: string }[] = [];
  const control = { unavailable: false };

  const reply = ({ method, path, body }: Received): { status: number; json: unknown } => {
    const plain = path.split('?')[0] ?? path;
    if (control.unavailable) return { status: 503, json: {} };
    if (method === 'PUT') {
      const status = kept.has(plain) ? 200 : 201;
      kept.set(plain, JSON.parse(body.toString()));
      return { status, json: kept.get(plain) };
    }
    if (plain === '/v1/metrics') return { status: 200, json: {} };
    if (plain === '/api/v1/telemetry') return { status: 202, json: { accepted: 1, duplicates: 0, refused: [] } };
    if (plain === '/api/v1/rings') return { status: 200, json: kept.get(plain) ?? { rings: [] } };
    if (plain.startsWith('/api/v1/hooks/')) return { status: 202, json: { accepted: true, duplicate: false } };
    if (plain === '/api/v1/releases' && method === 'POST') {
      const { service, version } = JSON.parse(body.toString());
      releases.unshift({ id: `r${releases.length + 1}`, service, version, status: 'pending' });
      return { status: 201, json: releases[0] };
    }
    if (plain === '/api/v1/releases') {
      const service = new URL(path, 'http://stub').searchParams.get('service');
      return { status: 200, json: { items: releases.filter((one) => one.service === service), nextCursor: null } };
    }
    const release = releases.find((one) => plain === `/api/v1/releases/${one.id}`);
    if (release) return { status: 200, json: release };
    return kept.has(plain) ? { status: 200, json: kept.get(plain) } : { status: 404, json: {} };
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    if (!control.unavailable) received.push(one);
    const { status, json } = reply(one);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    releases,
    control,
    to: (method: string, path: string) => received.filter((one) => one.method === method && one.path.startsWith(path)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Repeats a check until it is true or the time is over. */
export async function until(check: () => boolean, ms = 8_000): Promise<void> {
  const end = Date.now() + ms;
  while (!check()) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
