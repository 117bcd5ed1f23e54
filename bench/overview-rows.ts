import { loadavg } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import type pg from 'pg';
import { createPool, toSql } from '@/lib/db/sql';
import { findChromium } from '@/lib/launch/test/chromium';
import { fillFlight } from './flight';
import { paints, watchCommits, watchFrames } from './page-watch';
import { type BenchSuite, quantile } from './row';
import { ADMIN, startWeb } from './web';

const ROWS = 10_000;
const LOADS = 5;
const WATCH_MS = 6_000;
const UPDATES_A_SECOND = 50;
/** Px a frame: 3,600 a second is a fast wheel. */
const SCROLL = 60;
const ALL = `${ROWS.toLocaleString('en-US')} releases in flight`;

/** `/overview` with ten thousand releases in flight, in a real Chromium without a screen. */
export const overviewRowsSuite: BenchSuite = async (context) => {
  const executablePath = await findChromium(context.say);
  if (!executablePath) throw new Error('no Chromium could be found or installed');
  const pool = createPool(context.databaseUrl);
  context.say(`writing ${ROWS} releases in flight …`);
  const ids = await fillFlight(toSql(pool), ROWS, Date.now());
  const web = await startWeb(context);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await watchCommits(page);
    await page.goto(`${web.url}/sign-in`);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/overview');
    const largest: number[] = [];
    const complete: number[] = [];
    for (let i = 0; i < LOADS; i += 1) {
      const answer = await page.goto(`${web.url}/overview`);
      const html = (await answer?.text()) ?? '';
      largest.push((await paints(page)).largest);
      complete.push(await allKnown(page));
      if (i > 0) continue;
      context.say(
        `the markup has ${(html.length / 1000).toFixed(0)} kB and says “${html.match(/[\d,]+ releases? in flight/)?.[0]}”`,
      );
    }
    context.say(`all ${ROWS} rows are there after ${quantile(complete, 0.5).toFixed(0)} ms (median of ${LOADS} loads)`);
    const scrolled = await watchFrames(page, WATCH_MS, SCROLL);
    const updates = update(pool, ids);
    const live = await watchFrames(page, WATCH_MS);
    const liveScrolled = await watchFrames(page, WATCH_MS, SCROLL);
    const jumped = await jumps(page);
    const sent = await updates.stop();
    context.say(`${sent.toFixed(0)} updates a second; load ${loadavg()[0]?.toFixed(1)}`);
    context.say(`longest frame: scrolling ${scrolled.longest.toFixed(0)} ms, live ${live.longest.toFixed(0)} ms`);
    context.say(`${(live.commits / live.seconds).toFixed(1)} commits a second while live`);
    const fps = { unit: 'frames/s', target: 55, better: 'higher' } as const;
    const of = `overview, ${ROWS.toLocaleString('en-US')} rows`;
    return [
      {
        name: `${of}: largest paint, median`,
        value: quantile(largest, 0.5),
        unit: 'ms',
        target: 1000,
        better: 'lower',
      },
      { name: `${of}: scrolling`, value: scrolled.fps, ...fps },
      { name: `${of}: ${UPDATES_A_SECOND} updates/s`, value: live.fps, ...fps },
      { name: `${of}: scrolling at ${UPDATES_A_SECOND} updates/s`, value: liveScrolled.fps, ...fps },
      {
        name: `${of}: most React commits in one frame at ${UPDATES_A_SECOND} updates/s`,
        value: live.mostCommits,
        unit: 'commits',
        target: 1,
        better: 'lower',
      },
      { name: `${of}: most that a row moved under the pointer`, value: jumped, unit: 'px', target: 0, better: 'lower' },
    ];
  } finally {
    await browser.close();
    await web.stop();
    // What follows counts on an empty flight.
    await pool.query(`DELETE FROM release WHERE service LIKE 'flight-%'`);
    await pool.end();
  }
};

/** Ms from asking for the page to all rows being in the list. */
async function allKnown(page: Page): Promise<number> {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: ALL }).waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    (rows) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > rows,
    ROWS,
    { timeout: 60_000 },
  );
  return page.evaluate(() => performance.now());
}

/** Changes releases at random as the controller would: what they say, and of some also how urgent they are. */
function update(pool: pg.Pool, ids: readonly string[]) {
  let sent = 0;
  const start = performance.now();
  let running = true;
  const done = (async () => {
    while (running) {
      const due = Math.floor(((performance.now() - start) / 1000) * UPDATES_A_SECOND) - sent;
      const chosen = Array.from({ length: Math.max(0, due) }, () => ids[Math.floor(Math.random() * ids.length)]);
      for (const id of chosen) {
        await pool.query(
          `WITH changed AS (
             UPDATE release SET revision = revision + 1, updated_at = now(),
               attention_class = CASE WHEN $2 THEN 5 ELSE attention_class END,
               state = CASE WHEN $2 THEN jsonb_set(state, '{attention}', jsonb_build_object('class', 5, 'since', $3::float8)) ELSE state END
             WHERE id = $1 RETURNING id, service, revision)
           SELECT pg_notify('rampart', json_build_object('t', 'release', 'id', id, 's', service, 'r', revision)::text) FROM changed`,
          [id, Math.random() < 0.2, Date.now()],
        );
      }
      sent += chosen.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    stop: async () => {
      running = false;
      await done;
      return sent / ((performance.now() - start) / 1000);
    },
  };
}

/** Most px that the row under a resting pointer moved, while rows above it change how urgent they are. */
async function jumps(page: Page): Promise<number> {
  await page.evaluate(() => scrollTo(0, 2_000));
  await page.mouse.move(700, 450);
  await page.waitForTimeout(500);
  const under = () =>
    page.evaluate(() => {
      const row = document.elementFromPoint(700, 450)?.closest<HTMLElement>('[data-row]');
      return { id: row?.dataset.row, top: row?.getBoundingClientRect().top ?? Number.NaN };
    });
  const first = await under();
  let most = 0;
  for (let i = 0; i < 40; i += 1) {
    await page.waitForTimeout(100);
    const now = await under();
    most = Math.max(most, now.id === first.id ? Math.abs(now.top - first.top) : Number.POSITIVE_INFINITY);
  }
  return most;
}
