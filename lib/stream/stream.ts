import { randomBytes } from 'node:crypto';
import { databaseUrl, type Sql } from '@/lib/db/sql';
import { perProcess, takePerProcess } from '@/lib/shared/per-process';
import { Feed } from './feed';
import { Hub } from './hub';
import { startListener } from './listener';

export type Stream = {
  hub: Hub;
  /** Whether the database answers, as far as is known: looked at every two seconds. */
  reached: () => boolean;
  stop: () => Promise<void>;
};

const BEAT_MS = 2_000;

/** This process's one listening connection and its hub; opened by the first stream. */
export function stream(sql: Sql): Stream {
  return perProcess('stream', () => start(sql));
}

function start(sql: Sql): Stream {
  const hub = new Hub(randomBytes(4).toString('hex'));
  const feed = new Feed(sql, hub);
  const stopListener = startListener(
    databaseUrl(),
    {
      onNotice: (notice) => feed.onNotice(notice),
      onConnected: () => feed.onConnected(),
      onLost: () => feed.onLost(),
    },
    (client) => feed.check(client),
  );
  // While the database is away nothing else would beat, and the page must not take that for a lost stream.
  const timer = setInterval(() => {
    if (!feed.connected) feed.beat();
  }, BEAT_MS);
  timer.unref();
  return {
    hub,
    reached: () => feed.connected,
    stop: async () => {
      clearInterval(timer);
      takePerProcess('stream');
      await stopListener();
    },
  };
}
