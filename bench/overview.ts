import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { freePort } from '@/lib/launch/postgres/port';
import { findChromium } from '@/lib/launch/test/chromium';
import type { BenchSuite } from './row';
import { ADMIN, startWeb } from './web';

/** JavaScript over the wire of the overview page, and Lighthouse's performance score, on the production build. */
export const overviewSuite: BenchSuite = async (context) => {
  const executablePath = await findChromium(context.say);
  if (!executablePath) throw new Error('no Chromium could be found or installed');
  const web = await startWeb(context);
  const debugging = await freePort();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', `--remote-debugging-port=${debugging}`],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const scripts = new Map<string, number>();
    page.on('response', async (answer) => {
      if (answer.request().resourceType() !== 'script') return;
      const body = await answer.body().catch(() => Buffer.alloc(0));
      scripts.set(answer.url(), gzipSync(body).length);
    });
    await page.goto(`${web.url}/sign-in`);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/overview');
    scripts.clear();
    await page.goto(`${web.url}/overview`, { waitUntil: 'load' });
    await page.waitForTimeout(1_500);
    const kilobytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000;
    const cookies = (await page.context().cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
    const report = await lighthouse(`${web.url}/overview`, {
      port: debugging,
      output: 'json',
      logLevel: 'error',
      onlyCategories: ['performance'],
      preset: 'desktop',
      extraHeaders: { Cookie: cookies },
    } as Parameters<typeof lighthouse>[1]);
    const score = Math.round((report?.lhr.categories.performance?.score ?? 0) * 100);
    return [
      { name: 'overview, JavaScript over the wire (gzip)', value: kilobytes, unit: 'kB', target: 250, better: 'lower' },
      { name: 'overview, Lighthouse performance', value: score, unit: 'points', target: 95, better: 'higher' },
    ];
  } finally {
    await browser.close();
    await web.stop();
  }
};
