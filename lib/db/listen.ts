import pg from 'pg';
import { logger } from '@/lib/log';

export type Listener = { close(): Promise<void> };

export type ListenOptions = {
  connectionString: string;
  channel: string;
  onNotice: (payload: string) => void;
  /** After each (re)connection: what was missed meanwhile must be looked up. */
  onConnect?: () => void;
  onDisconnect?: (error: Error) => void;
};

const RETRY_MS = [100, 250, 500, 1_000, 2_000];
// A connection that hangs (a firewall, a frozen server) looks alive: it is asked something now and then.
const PROBE_MS = 15_000;

/** Holds one LISTEN connection to PostgreSQL and reopens it whenever it breaks, until it is closed. */
export function listen(options: ListenOptions): Listener {
  const log = logger('listen');
  let closed = false;
  let failures = 0;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  const lost = (from: pg.Client, error: Error): void => {
    if (client !== from) return;
    client = null;
    clearTimeout(timer);
    from.end().catch(() => {});
    if (closed) return;
    options.onDisconnect?.(error);
    log.warn({ err: error.message }, 'the notification connection broke; opening it again');
    timer = setTimeout(open, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
  };

  const probe = (from: pg.Client): void => {
    timer = setTimeout(async () => {
      const dead = setTimeout(() => lost(from, new Error('no answer to a probe')), 5_000);
      await from.query('SELECT 1').then(
        () => client === from && probe(from),
        (error: Error) => lost(from, error),
      );
      clearTimeout(dead);
    }, PROBE_MS);
  };

  function open(): void {
    if (closed) return;
    const next = new pg.Client({
      connectionString: options.connectionString,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: 'rampart-listen',
    });
    client = next;
    next.on('error', (error) => lost(next, error));
    next.on('end', () => lost(next, new Error('the connection ended')));
    next.on('notification', ({ payload }) => options.onNotice(payload ?? ''));
    next
      .connect()
      .then(() => next.query(`LISTEN ${pg.escapeIdentifier(options.channel)}`))
      .then(() => {
        if (client !== next) return;
        failures = 0;
        options.onConnect?.();
        probe(next);
      })
      .catch((error: Error) => lost(next, error));
  }

  open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
