import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { measureScripts } from '@/e2e/fixtures/weight';
import { freePort } from '@/lib/launch/postgres/port';
import { findChromium } from '@/lib/launch/test/chromium';
import type { BenchSuite } from './row';
import { ADMIN, startWeb } from './web';

const points = (score: number | null | undefined): number => Math.round((score ?? 0) * 100);

/**
 * JavaScript over the wire of the overview, and Lighthouse's scores, on the production build. The line is held for a
 * desk, which a dashboard is read at; the phone's number (a slow 4G line, a processor four times slower) is said beside it.
 */
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
    await page.goto(`${web.url}/sign-in`);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/overview');
    const weight = await measureScripts(page, `${web.url}/overview`);
    const cookies = (await page.context().cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
    const scores = async (config?: typeof desktopConfig) => {
      const flags = { port: debugging, logLevel: 'error' as const, extraHeaders: { Cookie: cookies } };
      const report = await lighthouse(`${web.url}/overview`, flags, config);
      const { performance, accessibility, 'best-practices': practices } = report?.lhr.categories ?? {};
      const blocked = report?.lhr.audits['total-blocking-time']?.numericValue ?? Number.NaN;
      return {
        performance: points(performance?.score),
        accessibility: points(accessibility?.score),
        practices: points(practices?.score),
        blocked: Math.round(blocked),
      };
    };
    const desk = await scores(desktopConfig);
    const phone = await scores();
    context.say(
      `blocked on a desk ${desk.blocked} ms; on a phone ${phone.blocked} ms, performance ${phone.performance}`,
    );
    context.say(`JavaScript at load ${(weight.atLoad / 1000).toFixed(1)} kB`);
    const score = { unit: 'points', better: 'higher' } as const;
    return [
      {
        name: 'overview, JavaScript over the wire (gzip), all of an untouched page',
        value: weight.inAll / 1000,
        unit: 'kB',
        target: 250,
        better: 'lower',
      },
      { name: 'overview, Lighthouse performance on a desk', value: desk.performance, target: 95, ...score },
      { name: 'overview, Lighthouse accessibility', value: desk.accessibility, target: 100, ...score },
      { name: 'overview, Lighthouse best practices', value: desk.practices, target: 100, ...score },
    ];
  } finally {
    await browser.close();
    await web.stop();
  }
};
