/** Collects items and hands them on together: many small writes become one transaction. */
export type Batcher<T> = {
  /** Resolves when the item's batch was written; rejects when it could not be. */
  add(item: T): Promise<void>;
  /** Writes what is waiting and waits for it. */
  drain(): Promise<void>;
};

type Waiting<T> = { item: T; done: () => void; failed: (error: Error) => void };

/**
 * While one batch is being written, the next one gathers: no timer, so a single item goes at once.
 * @param most items in one batch
 */
export function createBatcher<T>(write: (items: T[]) => Promise<void>, most: number): Batcher<T> {
  const waiting: Waiting<T>[] = [];
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    // Whatever is added in the same turn belongs to the first batch too.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        await write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (error) {
        if (batch.length === 1) batch[0]?.failed(error as Error);
        else await oneByOne(batch);
      }
    }
    running = null;
  };

  // One item that cannot be written must not keep the others from it.
  const oneByOne = async (batch: Waiting<T>[]): Promise<void> => {
    for (const { item, done, failed } of batch) await write([item]).then(done, failed);
  };

  return {
    add: (item) =>
      new Promise((done, failed) => {
        waiting.push({ item, done, failed });
        running ??= run();
      }),
    async drain() {
      while (running) await running;
    },
  };
}
