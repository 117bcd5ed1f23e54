import type { StreamEvent } from '@/lib/stream/event';

type ReleaseEvent = Extract<StreamEvent, { type: 'release.updated' }>;

/** Releases whose last word is remembered: more than anybody opens while a page is on its way. */
const MOST = 500;

/** The newest event of each release, for data that was read before it and reaches the page after it. */
export class RecentNews {
  private readonly events = new Map<string, ReleaseEvent>();

  keep(events: readonly StreamEvent[]): void {
    for (const event of events) {
      if (event.type !== 'release.updated') continue;
      this.events.delete(event.data.id);
      this.events.set(event.data.id, event);
    }
    for (const oldest of this.events.keys()) {
      if (this.events.size <= MOST) break;
      this.events.delete(oldest);
    }
  }

  /** What was last said of the release that a cache key is about. */
  of([name, id]: readonly unknown[]): ReleaseEvent | undefined {
    return name === 'release' && typeof id === 'string' ? this.events.get(id) : undefined;
  }
}
