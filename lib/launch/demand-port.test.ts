import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { demandPort } from './demand-port';
import { freePort } from './postgres/port';

let server: Server | undefined;
afterEach(() => server?.close());

async function serving(body: string): Promise<number> {
  server = createServer((_, answer) => answer.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a free port is free', async () => {
  await demandPort(await freePort(), 0);
});

test.each([
  ['hello', /is taken: another program has it\. Stop it, or choose another: PORT=\d+$/],
  ['{"checks":[{"name":"database"}]}', /is taken: Rampart runs there already \(http:\/\/localhost:\d+\)/],
])('a port that answers %s is said to be taken, by whom, and what to do', async (body, words) => {
  await expect(demandPort(await serving(body), 0)).rejects.toThrow(words);
});
