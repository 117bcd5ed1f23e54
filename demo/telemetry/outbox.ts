import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export type Parcel = { path: string; headers: Record<string, string>; body: Uint8Array | string; at: number };
export type OutboxOptions = {
  url: string;
  token: string;
  log: Logger;
  /** Older telemetry than this is dropped, in milliseconds: a gap is honest, an endless backlog is not. */
  maxAgeMs?: number;
  timeoutMs?: number;
};

const MAX_BACKOFF_MS = 15_000;

/** Sends telemetry in order, keeps it through an outage of Rampart up to a bound, and never stops the traffic. */
export class Outbox {
  private readonly queue: Parcel[] = [];
  private working = false;
  private failures = 0;
  private closing = new AbortController();
  sent = 0;
  dropped = 0;
  refused = 0;

  constructor(private readonly options: OutboxOptions) {}

  get waiting(): number {
    return this.queue.length;
  }

  put(parcel: Parcel): void {
    this.queue.push(parcel);
    void this.drain();
  }

  /** Sends what waits, for at most this long, then gives up. */
  async close(withinMs: number): Promise<void> {
    const until = Date.now() + withinMs;
    while (this.queue.length > 0 && this.failures === 0 && Date.now() < until) await sleep(50);
    this.closing.abort();
  }

  private async drain(): Promise<void> {
    if (this.working) return;
    this.working = true;
    while (!this.closing.signal.aborted) {
      this.dropOld();
      const parcel = this.queue[0];
      if (!parcel) break;
      if (await this.send(parcel)) {
        this.queue.shift();
        this.failures = 0;
      } else {
        this.failures += 1;
        await sleep(Math.min(MAX_BACKOFF_MS, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2), undefined, {
          signal: this.closing.signal,
        }).catch(() => undefined);
      }
    }
    this.working = false;
  }

  private dropOld(): void {
    const oldest = Date.now() - (this.options.maxAgeMs ?? 120_000);
    while (this.queue[0] && this.queue[0].at < oldest) {
      this.queue.shift();
      this.dropped += 1;
    }
  }

  /** True when the parcel is done with: accepted, or refused for good. */
  private async send(parcel: Parcel): Promise<boolean> {
    const { url, token, log } = this.options;
    try {
      const response = await fetch(`${url}${parcel.path}`, {
        method: 'POST',
        headers: { ...parcel.headers, authorization: `Bearer ${token}` },
        body: parcel.body as BodyInit,
        signal: AbortSignal.any([AbortSignal.timeout(this.options.timeoutMs ?? 5_000), this.closing.signal]),
      });
      const text = await response.text();
      if (response.ok) {
        this.sent += 1;
        if (this.failures > 0) log.info('telemetry is accepted again');
        return true;
      }
      // A token or a service may still be on its way (401, 404 while Rampart is being set up): those are retried.
      const final = [400, 413, 415, 422].includes(response.status);
      if (final) this.refused += 1;
      if (final || this.failures === 0)
        log[final ? 'warn' : 'info']({ status: response.status, text: text.slice(0, 300) }, 'telemetry refused');
      return final;
    } catch (error) {
      if (this.failures === 0) log.warn({ reason: String(error) }, 'telemetry cannot be sent; trying again');
      return false;
    }
  }
}
