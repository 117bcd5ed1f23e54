import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { fits } from '../fixtures/quiet';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

const PHONE = { width: 360, height: 640, touch: true };

test('on the smallest phone the first line is in sight and nothing scrolls sideways', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, ({ gates }) => gates[0]?.satisfied === true);
  const page = await as('operator', PHONE);
  await open(page, `/releases/${id}`);
  const firstLine = page.getByRole('main').locator('[data-first-line]').first();
  await expect(firstLine).toContainText(/Holding at early 10\s%/);
  await expect(firstLine).toBeInViewport({ ratio: 1 });
  await fits(page);
  await accessibleInBothThemes(page);

  for (const path of ['/overview', '/oncall']) {
    await open(page, path);
    const sentence = page.getByRole('heading', { level: 1 });
    await expect(sentence).toBeInViewport({ ratio: 1 });
    await fits(page);
    await accessibleInBothThemes(page);
  }
  const all = page.getByRole('navigation', { name: 'Quick' }).getByRole('link', { name: /^All/ });
  await open(page, '/overview');
  await expect
    .poll(async () => {
      const [said] = /^\d+/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '') ?? [];
      return (await all.textContent()) === `All${said}`;
    })
    .toBe(true);
  await open(page, '/oncall');
  await all.tap();
  await expect(page).toHaveURL(/\/overview$/);
  await page.getByRole('link', { name: new RegExp(`${sample.name} 2\\.0\\.0`) }).tap();
  await expect(page).toHaveURL(new RegExp(`/releases/${id}$`));
});

test('it can be put on the home screen', async ({ page }) => {
  await page.goto('/sign-in');
  const session = await page.context().newCDPSession(page);
  const { url, errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest: { icons: { src: string }[] } = await (await page.request.get(url)).json();
  expect(manifest).toMatchObject({ start_url: '/oncall', display: 'standalone' });
  for (const { src } of manifest.icons)
    expect((await page.request.get(src)).headers()['content-type'], src).toBe('image/png');
  const { installabilityErrors: errorsLeft } = await session.send('Page.getInstallabilityErrors');
  // The windows of a test are private ones.
  expect(errorsLeft.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
