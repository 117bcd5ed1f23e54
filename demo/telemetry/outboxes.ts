import { Outbox, type OutboxOptions, type Parcel } from './outbox';

/** One outbox per kind of telemetry: where Rampart takes one and not the other, the other does not wait. */
export class Outboxes {
  private readonly byPath = new Map<string, Outbox>();

  constructor(private readonly options: OutboxOptions) {}

  put(parcel: Parcel): void {
    const known = this.byPath.get(parcel.path);
    const outbox = known ?? new Outbox(this.options);
    if (!known) this.byPath.set(parcel.path, outbox);
    outbox.put(parcel);
  }

  async close(withinMs: number): Promise<void> {
    await Promise.all([...this.byPath.values()].map((outbox) => outbox.close(withinMs)));
  }

  /** How many requests were sent, wait, were given up for age, or were refused for good. */
  counts(): { sent: number; waiting: number; dropped: number; refused: number } {
    const all = [...this.byPath.values()];
    const sum = (key: 'sent' | 'waiting' | 'dropped' | 'refused') => all.reduce((total, one) => total + one[key], 0);
    return { sent: sum('sent'), waiting: sum('waiting'), dropped: sum('dropped'), refused: sum('refused') };
  }
}
