import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { logger } from '@/lib/log';

export type Notice = { t?: unknown; id?: unknown; from?: unknown; s?: unknown };

export type ListenerEvents = {
  onNotice(notice: Notice): void;
  /** Notices may have been missed before this moment. */
  onConnected(): void;
  onLost(): void;
};

const CHANNEL = 'rampart';
const CHECK_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const RETRY_MS = [250, 500, 1_000, 2_000];

/** One connection that listens on the channel, checks every 2 s that it is alive, and comes back by itself. */
export function startListener(
  connectionString: string,
  events: ListenerEvents,
  check: (client: pg.Client) => Promise<unknown>,
): () => Promise<void> {
  const ending = new AbortController();
  const done = run(connectionString, events, check, ending.signal);
  return async () => {
    ending.abort();
    await done;
  };
}

async function run(
  connectionString: string,
  events: ListenerEvents,
  check: (client: pg.Client) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    const client = new pg.Client({
      connectionString,
      application_name: 'rampart-stream',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_WITHIN_MS,
    });
    // Without a listener a broken connection would end the process; the check below notices it.
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => events.onNotice(parse(payload)));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      failures = 0;
      events.onConnected();
      while (!signal.aborted) {
        await check(client);
        await sleep(CHECK_MS, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) {
        logger('stream').warn({ err: error }, 'the connection that listens for changes broke');
        events.onLost();
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    if (!signal.aborted)
      await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], undefined, { signal }).catch(() => undefined);
  }
}

function parse(payload: string | undefined): Notice {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
