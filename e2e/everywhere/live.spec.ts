import { sameDocument } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OverviewPage } from '../pages/overview-page';

test('the overview follows what happens elsewhere, by itself', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  const document = await sameDocument(page);
  const { id } = await sample.start('2.0.0');
  await expect(overview.row(id)).toContainText('Holding');
  await api.act(id, 'pause', { reason: 'look' });
  await expect(overview.row(id)).toContainText('Paused');
  await expect(overview.row(id)).toContainText('look');
  await document.check();
});

test('a page without its stream says so, and follows again when it is back', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await page.route('**/api/stream*', (route) => route.abort());
  const overview = new OverviewPage(page);
  await overview.goto();
  await expect(page.getByRole('banner')).toContainText(/Reconnecting/);
  await expect(page.locator('[data-stale]')).toHaveCount(1, { timeout: 25_000 });
  await page.unroute('**/api/stream*');
  await api.act(id, 'pause', { reason: 'meanwhile' });
  await expect(overview.row(id)).toContainText('Paused');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
});
