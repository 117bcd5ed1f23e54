/** Which share of the requests the canary got in the last half minute, counted in slots of one second. */
export class ShareMeter {
  private readonly slots: { second: number; canary: number; total: number }[] = [];

  constructor(
    private readonly seconds = 30,
    private readonly now: () => number = Date.now,
  ) {}

  count(canary: boolean): void {
    const second = Math.floor(this.now() / 1000);
    let slot = this.slots.at(-1);
    if (slot?.second !== second) {
      slot = { second, canary: 0, total: 0 };
      this.slots.push(slot);
      this.forget(second);
    }
    slot.total += 1;
    if (canary) slot.canary += 1;
  }

  /** Percent of requests to the canary and how many requests that is; null share when nothing was routed. */
  read(): { share: number | null; requests: number } {
    this.forget(Math.floor(this.now() / 1000));
    const total = this.slots.reduce((sum, slot) => sum + slot.total, 0);
    const canary = this.slots.reduce((sum, slot) => sum + slot.canary, 0);
    return { share: total === 0 ? null : Math.round((canary / total) * 10_000) / 100, requests: total };
  }

  /** A new weight: what was counted before says nothing about it. */
  reset(): void {
    this.slots.length = 0;
  }

  private forget(second: number): void {
    while (this.slots[0] && this.slots[0].second <= second - this.seconds) this.slots.shift();
  }
}
