import type { StreamEvent } from './event';

export type Published = { id: string; event: StreamEvent; bytes: Uint8Array };
/** Events that go out together: one write per stream, and their bytes are made once for all streams. */
export type Batch = { published: readonly Published[]; bytes: Uint8Array };
export type Subscriber = (batch: Batch) => void;

/** What a client gets first: what it missed, or the advice to read everything again. */
export type Resumed = { missed: Published[] } | 'resync' | 'fresh';

/** So long a page may take from being made to opening its stream. */
const PAGE_MS = 30_000;

/** Fans events out to the streams of this process and remembers the last ones for those that come back. */
export class Hub {
  private readonly subscribers = new Set<Subscriber>();
  private readonly kept: Published[] = [];
  private readonly boot: string;
  private readonly keep: number;
  private readonly now: () => number;
  private last = 0;
  private awaitedUntil = 0;

  /** `boot` tells ids of this process from those of others; `keep` events can be resumed. `now` in epoch ms. */
  constructor(boot: string, keep = 2_000, now: () => number = Date.now) {
    this.boot = boot;
    this.keep = keep;
    this.now = now;
  }

  get size(): number {
    return this.subscribers.size;
  }

  /** Id of the newest event, for a page about to read its data: it opens its stream from here and misses nothing. */
  expectPage(): string {
    this.awaitedUntil = this.now() + PAGE_MS;
    return `${this.boot}.${this.last}`;
  }

  /** Whether anybody listens, or a page on its way soon will: else what changes need not be read at all. */
  get isWanted(): boolean {
    return this.size > 0 || this.now() < this.awaitedUntil;
  }

  /** Something happened that was not read: whoever resumes from before must read everything again. */
  skip(): void {
    this.last += 1;
    this.kept.length = 0;
  }

  publish(...events: readonly StreamEvent[]): void {
    if (events.length === 0) return;
    const published = events.map((event) => this.frame(event));
    this.kept.push(...published);
    if (this.kept.length > this.keep) this.kept.splice(0, this.kept.length - this.keep);
    this.fanOut(published);
  }

  /** A sign of life has no id: it is not resumed. */
  beat(event: StreamEvent): void {
    this.fanOut([{ id: '', event, bytes: frameOf('', event) }]);
  }

  subscribe(subscriber: Subscriber, lastEventId: string | null): { resumed: Resumed; close: () => void } {
    const resumed = this.resume(lastEventId);
    this.subscribers.add(subscriber);
    return { resumed, close: () => this.subscribers.delete(subscriber) };
  }

  private fanOut(published: readonly Published[]): void {
    if (this.size === 0) return;
    const batch = { published, bytes: bytesOf(published) };
    for (const subscriber of this.subscribers) subscriber(batch);
  }

  private resume(lastEventId: string | null): Resumed {
    if (!lastEventId) return 'fresh';
    const [boot, number] = lastEventId.split('.');
    const seen = Number(number);
    if (boot !== this.boot || !Number.isInteger(seen) || seen > this.last) return 'resync';
    const missing = this.last - seen;
    if (missing > this.kept.length) return 'resync';
    return { missed: missing === 0 ? [] : this.kept.slice(-missing) };
  }

  private frame(event: StreamEvent): Published {
    this.last += 1;
    const id = `${this.boot}.${this.last}`;
    return { id, event, bytes: frameOf(id, event) };
  }
}

export const bytesOf = (published: readonly Published[]): Uint8Array =>
  Buffer.concat(published.map(({ bytes }) => bytes));

/** One event as it goes over the wire. JSON has no raw line breaks, so one `data` line is enough. */
export const frameOf = (id: string, { type, data }: StreamEvent): Uint8Array =>
  Buffer.from(`${id ? `id: ${id}\n` : ''}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
