import { Agent } from 'undici';
import type { ServiceSpec } from '../services/spec';
import { drawRequest } from './requests';

export type LoadTarget = { spec: ServiceSpec; port(): number };

const TICK_MS = 10;
/** After a stall of the event loop the missed arrivals are not made up for beyond this. */
const MAX_LAG_MS = 500;

/** Open-loop traffic: arrivals are a Poisson process that does not wait for answers. */
export class LoadGenerator {
  private readonly agent = new Agent({ connections: 128, pipelining: 1, keepAliveTimeout: 20_000 });
  private readonly next = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  readonly counts = { sent: 0, failed: 0 };

  constructor(
    private readonly targets: readonly LoadTarget[],
    private readonly rateFactor = 1,
  ) {}

  get on(): boolean {
    return this.timer !== undefined;
  }

  start(): void {
    if (this.timer) return;
    this.next.clear();
    this.timer = setInterval(() => this.tick(performance.now()), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async close(): Promise<void> {
    this.stop();
    await this.agent.destroy();
  }

  private tick(now: number): void {
    for (const target of this.targets) {
      const { name, rate } = target.spec;
      // A slow swell of ±12 % over ten minutes, each service at its own phase.
      const swell = 1 + 0.12 * Math.sin((now / 600_000) * 2 * Math.PI + name.length);
      const perMs = (rate * this.rateFactor * swell) / 1000;
      let at = Math.max(this.next.get(name) ?? now, now - MAX_LAG_MS);
      while (at <= now) {
        void this.send(target);
        at += -Math.log(1 - Math.random()) / perMs;
      }
      this.next.set(name, at);
    }
  }

  private async send(target: LoadTarget): Promise<void> {
    const request = drawRequest(target.spec);
    this.counts.sent += 1;
    try {
      const response = await this.agent.request({
        origin: `http://127.0.0.1:${target.port()}`,
        path: request.path,
        method: request.method,
        headers: { 'x-user': request.user, 'x-region': request.region },
        body: request.body ?? null,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      await response.body.dump();
    } catch {
      this.counts.failed += 1;
    }
  }
}
