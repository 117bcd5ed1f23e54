import type { StreamEvent } from './event';

export type Published = { id: string; event: StreamEvent; text: string };
export type Subscriber = (published: Published) => void;

/** What a client gets first: what it missed, or the advice to read everything again. */
export type Resumed = { missed: Published[] } | 'resync' | 'fresh';

/** Fans events out to the streams of this process and remembers the last ones for those that come back. */
export class Hub {
  private readonly subscribers = new Set<Subscriber>();
  private readonly kept: Published[] = [];
  private readonly boot: string;
  private readonly keep: number;
  private last = 0;

  /** `boot` tells ids of this process from those of others; `keep` events can be resumed. */
  constructor(boot: string, keep = 2_000) {
    this.boot = boot;
    this.keep = keep;
  }

  get size(): number {
    return this.subscribers.size;
  }

  /** Id of the newest event: a page that reads its data after this resumes from here and misses nothing. */
  get newest(): string {
    return `${this.boot}.${this.last}`;
  }

  publish(event: StreamEvent): void {
    const published = this.frame(event);
    this.kept.push(published);
    if (this.kept.length > this.keep) this.kept.splice(0, this.kept.length - this.keep);
    for (const subscriber of this.subscribers) subscriber(published);
  }

  /** A sign of life has no id: it is not resumed. */
  beat(event: StreamEvent): void {
    const published = { id: '', event, text: format('', event) };
    for (const subscriber of this.subscribers) subscriber(published);
  }

  subscribe(subscriber: Subscriber, lastEventId: string | null): { resumed: Resumed; close: () => void } {
    const resumed = this.resume(lastEventId);
    this.subscribers.add(subscriber);
    return { resumed, close: () => this.subscribers.delete(subscriber) };
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
    return { id, event, text: format(id, event) };
  }
}

/** One event as it goes over the wire. JSON has no raw line breaks, so one `data` line is enough. */
export const format = (id: string, { type, data }: StreamEvent): string =>
  `${id ? `id: ${id}\n` : ''}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
