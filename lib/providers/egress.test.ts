import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress, EgressRefused } from './egress';

const refusal = (url: string, allow?: string[]) => createEgress({ allow }).refusal(url);

describe('what may be configured', () => {
  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not a url',
    'http://user:pass@example.com/',
    'http://169.254.169.254/latest/meta-data',
    'http://169.254.0.1/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[::a9fe:a9fe]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::1]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://0.0.0.0:3000/',
    'http://[::]/',
    'http://100.100.100.200/',
    'http://metadata.google.internal/',
    'http://METADATA.google.internal./',
    'http://224.0.0.1/',
  ])('never %s', (url) => {
    expect(refusal(url)).toEqual(expect.any(String));
    expect(
      refusal(url, ['169.254.0.0/16', 'fe80::/10', '0.0.0.0/0', '::/0', 'metadata.google.internal', 'example.com']),
    ).toEqual(expect.any(String));
  });

  it.each([
    'http://127.0.0.1:4000/hook',
    'http://[::1]:4000/',
    'http://localhost:4000/',
    'http://10.1.2.3/',
    'http://192.168.0.9/',
    'https://flags.example.com/hook',
    'http://[fd12::1]/',
  ])('%s, when no list is given', (url) => {
    expect(refusal(url)).toBeNull();
  });

  it('only what a list names, when one is given', () => {
    const allow = ['flags.example.com', '*.corp.example', '10.0.0.0/8'];
    expect(refusal('https://flags.example.com/', allow)).toBeNull();
    expect(refusal('https://a.corp.example/', allow)).toBeNull();
    expect(refusal('http://10.9.9.9/', allow)).toBeNull();
    expect(refusal('http://127.0.0.1/', allow)).toContain('RAMPART_EGRESS_ALLOW');
    expect(refusal('https://other.example.com/', ['flags.example.com'])).toContain('RAMPART_EGRESS_ALLOW');
  });
});

describe('what may be connected to', () => {
  const server = createServer((_, response) => response.end('reached'));
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const get = (resolvesTo: string[], allow?: string[]) => {
    const egress = createEgress({
      allow,
      timeoutMs: 500,
      resolve: (_, done) =>
        done(
          null,
          resolvesTo.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    });
    return egress.request(`http://rebinding.example:${port}/`, { method: 'GET', headers: {} }).finally(egress.close);
  };

  it('a name is judged by the address it resolves to', async () => {
    expect((await get(['127.0.0.1'])).body).toBe('reached');
    await expect(get(['169.254.169.254'])).rejects.toThrow(/never allowed/);
    await expect(get(['::ffff:169.254.169.254'])).rejects.toBeInstanceOf(EgressRefused);
    expect((await get(['169.254.169.254', '127.0.0.1'])).body).toBe('reached');
  });

  it('also against the list', async () => {
    expect((await get(['127.0.0.1'], ['127.0.0.0/8'])).body).toBe('reached');
    await expect(get(['127.0.0.1'], ['10.0.0.0/8'])).rejects.toThrow(/RAMPART_EGRESS_ALLOW/);
    expect((await get(['127.0.0.1'], ['rebinding.example'])).body).toBe('reached');
    await expect(get(['169.254.1.1'], ['rebinding.example'])).rejects.toThrow(/never allowed/);
  });
});
