import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent } from 'undici';
import { Listener } from '../listener';
import { ShareMeter } from './share-meter';
import { type Routing, ringOf, Splitter, shareOf } from './weights';

export type RouterOptions = {
  routing: Routing;
  rings: readonly { name: string; share: number }[];
  /** Port of a running version, or undefined. */
  portOf(version: string): number | undefined;
};

const FORWARDED = ['x-region', 'x-user', 'content-type'] as const;

/** The weighted proxy in front of one service. Only `setRouting`, that is the provider webhook, moves traffic. */
export class Router {
  private readonly listener = new Listener((request, response) => {
    this.forward(request, response).catch(() => unavailable(response));
  });
  private readonly agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 20_000 });
  private readonly splitters = new Map<string, Splitter>();
  readonly meter = new ShareMeter();
  private current: Routing;

  constructor(private readonly options: RouterOptions) {
    this.current = options.routing;
  }

  get port(): number {
    return this.listener.port;
  }

  get routing(): Routing {
    return this.current;
  }

  setRouting(routing: Routing): void {
    const moved = JSON.stringify([this.current.exposure, this.current.rings, this.current.canary]);
    this.current = routing;
    if (moved !== JSON.stringify([routing.exposure, routing.rings, routing.canary])) this.meter.reset();
  }

  async start(): Promise<this> {
    await this.listener.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.listener.stop();
    await this.agent.destroy();
  }

  /** The version that the next request of this user gets. */
  private choose(user: string): string {
    const ring = this.current.rings ? ringOf(user, this.options.rings) : '';
    const splitter = this.splitters.get(ring) ?? new Splitter();
    this.splitters.set(ring, splitter);
    const toCanary = splitter.next(shareOf(this.current, ring));
    this.meter.count(toCanary);
    return toCanary && this.current.canary !== null ? this.current.canary : this.current.stable;
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const version = this.choose(String(request.headers['x-user'] ?? ''));
    const port = this.options.portOf(version);
    if (port === undefined) return unavailable(response);
    const headers = Object.fromEntries(
      FORWARDED.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])),
    );
    await this.agent.stream(
      {
        origin: `http://127.0.0.1:${port}`,
        path: request.url ?? '/',
        method: request.method === 'POST' ? 'POST' : 'GET',
        headers,
        body: request.method === 'POST' ? request : null,
      },
      (upstream) => {
        const length = upstream.headers['content-length'];
        response.writeHead(upstream.statusCode, {
          'content-type': String(upstream.headers['content-type'] ?? 'application/octet-stream'),
          'x-version': version,
          ...(length === undefined ? {} : { 'content-length': String(length) }),
        });
        return response;
      },
    );
  }
}

function unavailable(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { 'content-type': 'application/json' }).end('{"error":"no upstream"}');
}
