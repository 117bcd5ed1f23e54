import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { Agent, request } from 'undici';
import { isForbidden, isListed, parseAddress } from './address';

const MAX_BODY = 64 * 1024;
export const REQUEST_TIMEOUT_MS = 10_000;

/** An outgoing request that this installation does not allow. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

type Headers = Record<string, string | string[] | undefined>;
export type EgressAnswer = { status: number; headers: Headers; body: string };
export type EgressRequest = {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
};

type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export type EgressOptions = {
  /** `RAMPART_EGRESS_ALLOW`: hosts, addresses and CIDRs. Unset: everything but what is always refused. */
  allow?: readonly string[] | undefined;
  timeoutMs?: number;
  maxBodyBytes?: number;
  /** For tests of rebinding names. */
  resolve?: Resolve;
};

/** The only door through which drivers and pull sources make requests. */
export interface Egress {
  /** Why this URL may not be configured, or null. Names are judged again by their address at each connection. */
  refusal(url: string): string | null;
  /** One request: no redirects followed, a body of bounded size, a time-out. Throws EgressRefused or what the network says. */
  request(url: string, init: EgressRequest): Promise<EgressAnswer>;
  close(): Promise<void>;
}

const resolveAll: Resolve = (host, done) =>
  systemLookup(host, { all: true }, (error, found) => done(error, found ?? []));

const hostListed = (host: string, allow: readonly string[]): boolean =>
  allow.some((entry) => {
    const name = entry.toLowerCase();
    return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
  });

/** Why an address may not be reached by this host name, or null. */
function addressRefusal(host: string, text: string, allow: readonly string[] | undefined): string | null {
  const address = parseAddress(text);
  if (!address) return `${text} is not an IP address`;
  if (isForbidden(address))
    return `${text} is a link-local, metadata or unspecified address; such addresses are never allowed`;
  if (!allow || hostListed(host, allow) || isListed(address, allow)) return null;
  return `${text} is not among the addresses that RAMPART_EGRESS_ALLOW lists`;
}

function urlRefusal(text: string, allow: readonly string[] | undefined): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return 'must be an http or https URL';
  if (url.username || url.password) return 'must not carry a user name or password; use the secret';
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (parseAddress(host)) return addressRefusal(host, host, allow);
  if (/(^|\.)metadata\.google\.internal$/.test(host))
    return `${host} is a metadata address; such addresses are never allowed`;
  // Where CIDRs are listed, a name is judged by its address when it is connected to.
  if (!allow || hostListed(host, allow) || allow.some((entry) => entry.includes('/') || parseAddress(entry)))
    return null;
  return `${host} is not among the hosts that RAMPART_EGRESS_ALLOW lists`;
}

/** An egress with its own keep-alive connections. The caller closes it. */
export function createEgress(options: EgressOptions = {}): Egress {
  const { allow, timeoutMs = REQUEST_TIMEOUT_MS, maxBodyBytes = MAX_BODY, resolve = resolveAll } = options;
  const agent = new Agent({
    keepAliveTimeout: 30_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: {
      timeout: timeoutMs,
      // Judged on the address that is connected to, so a name that resolves elsewhere later does not help.
      lookup: (host, wanted, done) =>
        resolve(host, (error, found) => {
          if (error) return done(error, []);
          const why = found.map(({ address }) => addressRefusal(host.toLowerCase(), address, allow));
          const usable = found.filter((_, index) => why[index] === null);
          const first = usable[0];
          if (!first) return done(new EgressRefused(`${host}: ${why[0] ?? 'has no address'}`), []);
          return wanted.all ? done(null, usable) : done(null, first.address, first.family);
        }),
    },
  });
  return {
    refusal: (url) => urlRefusal(url, allow),
    async request(url, init) {
      const refused = urlRefusal(url, allow);
      if (refused) throw new EgressRefused(refused);
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      const answer = await request(url, {
        dispatcher: agent,
        method: init.method,
        headers: { 'user-agent': 'rampart/0.1', ...init.headers },
        signal,
        ...(init.body === undefined ? {} : { body: init.body }),
      });
      return { status: answer.statusCode, headers: answer.headers, body: await bounded(answer.body, maxBodyBytes) };
    },
    close: () => agent.destroy(),
  };
}

/** At most `max` bytes of a body as text; the rest is not read. */
async function bounded(body: AsyncIterable<Buffer> & { destroy(): unknown }, max: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, max - size));
    size += chunk.length;
    if (size >= max) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
