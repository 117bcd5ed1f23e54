import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING } from '../fixtures/feeder';
import { sameDocument } from '../fixtures/live';
import { fits } from '../fixtures/quiet';
import { LONG, LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OnCallPage } from '../pages/oncall-page';
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

test('a phone without its stream: the bar still fits, and what hurts is said to be what was', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: { ...LONG_GATED, rollback: { automatic: false } } });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'paused', 30_000);
  const page = await as('operator', { width: 360, height: 640, touch: true });
  const oncall = new OnCallPage(page);
  await oncall.goto();
  await page.route('**/api/stream*', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('Reconnecting');
  await fits(page);
  await expect(oncall.card(id)).toContainText('was paused, failing', { timeout: 25_000 });
  await expect(oncall.card(id).getByRole('button', { name: /^Roll back/ })).toBeEnabled();
  await fits(page);
  await accessibleInBothThemes(page);
});
