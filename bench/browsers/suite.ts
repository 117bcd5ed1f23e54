import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool, toSql } from '@/lib/db/sql';
import { holdReleases } from '../lane';
import { type BenchContext, type BenchRow, type BenchSuite, quantile } from '../row';
import { startWeb, TOKEN } from '../web';
import { Browser } from './browser';
import { Commits } from './commits';

const BROWSERS = 1_000;
/** Releases in flight, each of which changes about once a minute: so many commits a second. */
const IN_FLIGHT = 200;
const REALISTIC = { perSecond: 4, seconds: 60 };
/** An hour of such commits, ten times as fast; as many reconnects as in an hour of bad networks. */
const HOUR = { perSecond: 40, seconds: 360, cutEvery: 50 };
const NOWHERE = 'http://127.0.0.1:9';

/**
 * A thousand open browsers on one web process: how long after a commit each hears of it, whether those that lose their
 * connection miss anything, and whether an hour's worth of events leaves the process as large as it was.
 */
export const browsersSuite: BenchSuite = async (context) => {
  const pool = createPool(context.databaseUrl);
  const releases = await holdReleases(toSql(pool), 'watched', IN_FLIGHT, NOWHERE, Date.now());
  await pool.end();
  const commits = new Commits(context.databaseUrl, releases);
  const web = await startWeb(context);
  const latencies = new Latencies();
  const options = {
    port: Number(new URL(web.url).port),
    token: TOKEN,
    most: 2 * HOUR.perSecond * HOUR.seconds,
    onLatency: (ms: number) => latencies.add(ms),
  };
  const browsers = Array.from({ length: BROWSERS }, () => new Browser(options));
  try {
    const opened = performance.now();
    for (let from = 0; from < BROWSERS; from += 50)
      await Promise.all(browsers.slice(from, from + 50).map((one) => one.open()));
    context.say(`${BROWSERS} streams opened in ${seconds(performance.now() - opened)}`);
    await sleep(3_000);
    // Told once when the process first listens: whoever came before may have missed something.
    for (const { heard } of browsers) heard.resyncs = 0;

    await commits.run(REALISTIC.perSecond, REALISTIC.seconds);
    await sleep(3_000);
    const realistic = latencies.p99();
    latencies.clear();

    const sizes = sampleSize(web.pid);
    let turn = 0;
    await during(commits.run(HOUR.perSecond, HOUR.seconds), HOUR.cutEvery, () => cutHalf(browsers, turn++));
    for (let tries = 0; tries < 30 && !browsers.every((one) => one.knows(commits.ids)); tries += 1) await sleep(1_000);
    return rows(context, { browsers, ids: commits.ids, realistic, hour: latencies.p99(), sizes: sizes.stop() });
  } finally {
    for (const one of browsers) one.close();
    await commits.close();
    await web.stop();
  }
};

/** Millions of latencies, by millisecond. */
class Latencies {
  private readonly counts = new Uint32Array(60_000);
  private total = 0;

  add(ms: number): void {
    const place = Math.min(Math.max(0, ms), this.counts.length - 1);
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.total += 1;
  }

  p99(): number {
    let below = 0;
    return this.counts.findIndex((count) => {
      below += count;
      return below >= 0.99 * this.total;
    });
  }

  clear(): void {
    this.counts.fill(0);
    this.total = 0;
  }
}

/** Calls `cut` each `every` seconds while `work` is done. */
async function during(work: Promise<void>, every: number, cut: () => void): Promise<void> {
  const timer = setInterval(cut, every * 1000);
  await work.finally(() => clearInterval(timer));
}

/** Every other connection breaks; which half changes by turn. */
const cutHalf = (browsers: readonly Browser[], turn: number): void => {
  for (const [i, browser] of browsers.entries()) if (i % 2 === turn % 2) browser.cut();
};

/** Resident megabytes of a process, once a second. */
function sampleSize(pid: number): { stop: () => number[] } {
  const sizes: number[] = [];
  const look = () => sizes.push(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024);
  const timer = setInterval(look, 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      return sizes;
    },
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

type Measured = {
  browsers: readonly Browser[];
  ids: readonly number[];
  /** p99 in ms. */
  realistic: number;
  hour: number;
  sizes: readonly number[];
};

/** Of a fifth of the time: the median, which garbage not yet collected moves least. */
const fifth = (values: readonly number[], which: number): number => {
  const length = Math.floor(values.length / 5);
  return quantile(values.slice(which * length, (which + 1) * length), 0.5);
};

function rows({ say }: BenchContext, { browsers, ids, realistic, hour, sizes }: Measured): BenchRow[] {
  const sum = (of: (browser: Browser) => number): number => browsers.reduce((total, one) => total + of(one), 0);
  const missed = sum(({ heard }) => ids.filter((id) => heard.told[id] === 0).length);
  const twice = sum(({ heard }) => ids.filter((id) => (heard.told[id] ?? 0) > 1).length);
  say(
    `${ids.length.toLocaleString('en-US')} commits, ${sum(({ heard }) => heard.reconnects).toLocaleString('en-US')} reconnects, ` +
      `megabytes by fifths of the hour: ${[0, 1, 2, 3, 4].map((i) => Math.round(fifth(sizes, i))).join(', ')}`,
  );
  const row = (name: string, value: number, unit: string, target: number): BenchRow => ({
    ...{ name, value, unit, target },
    better: 'lower',
  });
  const browsersOpen = `${BROWSERS.toLocaleString('en-US')} browsers`;
  return [
    row(`commit → event, ${browsersOpen}, ${REALISTIC.perSecond}/s, p99`, realistic, 'ms', 1_000),
    row(
      `commit → event, ${browsersOpen}, ${HOUR.perSecond}/s, half cut each ${HOUR.cutEvery} s, p99`,
      hour,
      'ms',
      3_000,
    ),
    row('events missed after reconnecting', missed + sum(({ heard }) => heard.gaps + heard.resyncs), 'events', 0),
    row('events told twice', twice, 'events', 0),
    row("web process after an hour's commits ÷ after a fifth of them", fifth(sizes, 4) / fifth(sizes, 1), '×', 1.1),
  ];
}
