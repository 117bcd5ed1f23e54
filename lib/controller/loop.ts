import { logger } from '@/lib/log';

export type Loop = {
  /** Runs again at once, or right after the pass that is under way. */
  wake(): void;
  /** Starts no further pass; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  name: string;
  /** One pass. Answers in how many ms the next one is wanted; 0 for at once. */
  pass: () => Promise<number>;
  /** The longest time without a pass: what a lost wake-up costs. */
  atMostMs: number;
  onError?: (error: Error) => void;
};

const BACKOFF_MS = [100, 250, 500, 1_000, 2_000];

/** Runs passes one after the other until it is stopped; a pass that throws is tried again with growing distance. */
export function startLoop({ name, pass, atMostMs, onError }: LoopOptions): Loop {
  const log = logger(name);
  let stopped = false;
  let awake = false;
  let failures = 0;
  let rouse: (() => void) | null = null;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        rouse = null;
        resolve();
      }
      rouse = done;
    });

  const run = async (): Promise<void> => {
    while (!stopped) {
      awake = false;
      let wait: number;
      try {
        wait = Math.min(atMostMs, await pass());
        if (failures > 0) log.info('works again');
        failures = 0;
      } catch (error) {
        wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 2_000;
        failures += 1;
        onError?.(error as Error);
        if (failures === 1 || failures % 30 === 0) log.error({ err: error, failures }, 'a pass failed; trying again');
        await sleep(wait);
        continue;
      }
      if (wait > 0 && !awake && !stopped) await sleep(wait);
    }
  };
  const ended = run();

  return {
    wake() {
      awake = true;
      rouse?.();
    },
    async stop() {
      stopped = true;
      rouse?.();
      await ended;
    },
  };
}
