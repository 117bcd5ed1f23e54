type Entry<T> = { value: Promise<T>; until: number };

/** Remembers answers for a short while and asks once for concurrent callers. Failures are not remembered. */
export class ExpiringCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly ttlMs: number;
  private readonly maxEntries: number;

  constructor(ttlMs: number, maxEntries = 10_000) {
    this.ttlMs = ttlMs;
    this.maxEntries = maxEntries;
  }

  get(key: string, now: number, load: () => Promise<T>): Promise<T> {
    const held = this.entries.get(key);
    if (held && held.until > now) return held.value;
    const value = load();
    const entry = { value, until: now + this.ttlMs };
    this.entries.delete(key);
    this.entries.set(key, entry);
    if (this.entries.size > this.maxEntries) this.entries.delete(this.entries.keys().next().value ?? key);
    value.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return value;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
