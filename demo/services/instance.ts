import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Listener } from '../listener';
import { extraErrorRateOf, type Profile, slowdown } from './profile';
import { Recorder } from './recorder';
import { NODES, REGIONS, type RouteSpec, type ServiceSpec } from './spec';

/** What a gigabyte of memory costs for a second where one pays by use: every request keeps one while it waits. */
const CENTS_PER_SECOND = 0.00166667;

/** A normally distributed number, mean 0, deviation 1. */
const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/** One version of a service, really listening on a loopback port. Its behaviour is its profile's. */
export class Instance {
  readonly id: string = randomUUID();
  readonly startedAt = Date.now();
  readonly recorder = new Recorder();
  private readonly listener = new Listener((request, response) => {
    this.serve(request, response).catch(() => response.destroy());
  });

  constructor(
    readonly spec: ServiceSpec,
    readonly version: string,
    public profile: Profile,
  ) {}

  get port(): number {
    return this.listener.port;
  }

  async start(): Promise<this> {
    await this.listener.start();
    return this;
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const url = new URL(request.url ?? '/', 'http://service');
    const body = await readText(request);
    const route = matchRoute(this.spec.routes, request.method ?? 'GET', url.pathname);
    const outcome = route ? await this.handle(route, url, body) : { status: 404, json: { error: 'no such route' } };
    const text = JSON.stringify(outcome.json);
    response.writeHead(outcome.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-version': this.version,
    });
    response.end(text);
    const seconds = (performance.now() - began) / 1000;
    this.recorder.measure('cost', seconds * CENTS_PER_SECOND);
    this.recorder.request(
      {
        route: route?.route ?? 'unknown',
        method: request.method ?? 'GET',
        status: outcome.status,
        region: knownRegion(request.headers['x-region']),
        node: nodeOf(request.headers['x-user']),
        dependency: route?.dependency ?? 'none',
      },
      seconds,
      request.headers['x-user']?.toString(),
    );
  }

  private async handle(route: RouteSpec, url: URL, body: string) {
    const { profile, spec } = this;
    await sleep(route.medianMs * slowdown(profile) * Math.exp(route.sigma * gaussian()));
    if (Math.random() < spec.baseErrorRate + extraErrorRateOf(profile, route, spec.routes)) {
      return { status: Math.random() < 0.5 ? 500 : 503, json: { error: 'a dependency failed' } };
    }
    const began = performance.now();
    const outcome = spec.work({ route: route.route, url, body });
    this.recorder.measure('cpu', performance.now() - began);
    if (outcome.orderCents !== undefined) this.recorder.measure('order_value', outcome.orderCents / 100);
    return outcome;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET') return '';
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** `/products/17` is the route `/products/{id}`. */
export function matchRoute(routes: readonly RouteSpec[], method: string, path: string): RouteSpec | undefined {
  return routes.find((route) => {
    if (route.method !== method) return false;
    const prefix = route.route.replace(/\{.*$/, '');
    return prefix === route.route ? path === prefix : path.startsWith(prefix) && path.length > prefix.length;
  });
}

function knownRegion(header: string | string[] | undefined): string {
  return REGIONS.find((region) => region === header) ?? 'unknown';
}

function nodeOf(user: string | string[] | undefined): string {
  const sum = [...String(user ?? '')].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return NODES[sum % NODES.length] ?? NODES[0];
}
