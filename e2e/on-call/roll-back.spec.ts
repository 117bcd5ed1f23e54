import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING, GONE } from '../fixtures/feeder';
import { sameDocument } from '../fixtures/live';
import { LONG_GATED, type Scene } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OnCallPage } from '../pages/oncall-page';

/** A release that users suffer from, and that its plan does not take back by itself. */
async function hurting(sample: Scene): Promise<string> {
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await sample.api.until(id, 'paused', 30_000);
  return id;
}

const PLAN = { ...LONG_GATED, rollback: { automatic: false } };

test('finds what hurts and takes it back with two keys; the receipt is the provider’s', async ({ api, as, scene }) => {
  const sample = await scene({ plan: PLAN, service: { tier: 1 } });
  const oncall = new OnCallPage(await as('operator'));
  await oncall.goto();
  const document = await sameDocument(oncall.page);
  const id = await hurting(sample);
  const fresh = oncall.page.getByRole('button', { name: /new, above/ });
  const card = oncall.card(id);
  await expect(card.or(fresh).first()).toBeVisible();
  if (await fresh.isVisible()) await fresh.click();
  await expect(card).toContainText(/1 in \d+ requests? fails?/);
  await expect(card).toContainText(/early 10\s%/);
  await expect(card.getByRole('link', { name: /Runbook/ })).toBeVisible();
  await accessibleInBothThemes(oncall.page);
  // Long after the page's own title was streamed in: a hidden tab still calls.
  await expect(oncall.page).toHaveTitle(/^\(\d+\) On call/);

  await card.focus();
  await oncall.page.keyboard.press('r');
  await expect(oncall.dialog.root).toContainText(`Roll back ${sample.name} 2.0.0?`);
  await expect(oncall.dialog.root).toContainText(/Usually\s*confirmed in/);
  await oncall.page.keyboard.press('Enter');
  await expect(oncall.dialog.receipt).toContainText(/Provider confirmed 0\s%/);
  sample.feeder.feed('2.0.0', GONE);
  await expect(oncall.dialog.receipt).toContainText(/Errors at baseline\s*\d\d:\d\d:\d\d/, { timeout: 45_000 });
  expect(sample.provider.exposure).toBe(0);
  await oncall.dialog.close();
  await expect(card).toHaveCount(0);
  await document.check();
  expect((await api.release(id)).status).toBe('rolled_back');
});

test('does the same on a phone with two taps', async ({ api, as, scene }) => {
  const sample = await scene({ plan: PLAN, service: { tier: 1 } });
  const id = await hurting(sample);
  const oncall = new OnCallPage(await as('operator', { width: 390, height: 844, touch: true }));
  await oncall.goto();
  const button = oncall.card(id).getByRole('button', { name: /^Roll back to 1\.0\.0/ });
  const place = await button.boundingBox();
  expect(place?.height).toBeGreaterThanOrEqual(56);
  await button.tap();
  const confirm = oncall.dialog.root.locator('button[type=submit]');
  await expect(confirm).toBeVisible();
  const target = await confirm.boundingBox();
  expect(target?.height).toBeGreaterThanOrEqual(44);
  // The sheet is deaf for its first 350 ms, so that a double tap cannot confirm.
  await oncall.page.waitForFunction(
    (since) => performance.now() - since > 400,
    await oncall.page.evaluate(() => performance.now()),
  );
  await confirm.tap();
  await expect(oncall.dialog.receipt).toContainText(/Provider confirmed 0\s%/);
  await api.until(id, 'rolled_back');
});

test('taken back by somebody else while one is asked: the dialog becomes their receipt', async ({ api, as, scene }) => {
  const sample = await scene({ plan: PLAN, service: { tier: 1 } });
  const id = await hurting(sample);
  const oncall = new OnCallPage(await as('operator'));
  await oncall.goto();
  await oncall
    .card(id)
    .getByRole('button', { name: /^Roll back to 1\.0\.0/ })
    .click();
  await expect(oncall.dialog.root.locator('button[type=submit]')).toBeFocused();
  await api.act(id, 'rollback', { reason: 'seen on the dashboard' });
  await expect(oncall.dialog.receipt).toContainText('by bootstrap');
  await expect(oncall.dialog.receipt).toContainText(/Provider confirmed 0\s%/);
  await expect(oncall.dialog.root.locator('button[type=submit]')).toHaveCount(0);
  await expect(oncall.dialog.root.getByRole('button', { name: 'Close' })).toBeInViewport();
});
