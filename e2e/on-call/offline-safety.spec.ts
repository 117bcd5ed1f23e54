import { accessibleInBothThemes } from '../fixtures/axe';
import { openPrepared } from '../fixtures/offline';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { KillSwitch } from '../pages/kill-switch';
import { ReleasePage } from '../pages/release-page';

const PHONE = { width: 360, height: 740, touch: true };

test('the kill switch pulled without a network waits on the phone, is sent once, and the provider confirms it', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator', PHONE);
  await openPrepared(page, `/releases/${id}`);
  const release = new ReleasePage(page);
  const kill = new KillSwitch(page);

  await page.context().setOffline(true);
  // It was never opened before: everything it needs came while there was a network.
  await page.getByRole('navigation', { name: 'Quick' }).getByRole('button', { name: 'Kill…' }).tap();
  await kill.choose(sample.name);
  await kill.root.getByRole('button', { name: 'Incident' }).tap();
  await kill.confirm.tap();
  const waiting = page.getByRole('region', { name: 'Not sent yet' });
  await expect(waiting).toContainText(`Pull the kill switch for ${sample.name}`);
  await expect(kill.root).toHaveCount(0);
  await accessibleInBothThemes(page);
  expect((await api.release(id)).status).toBe('holding');
  expect(sample.provider.exposure).toBe(10);

  await page.context().setOffline(false);
  await expect(waiting).toHaveCount(0, { timeout: 30_000 });
  await expect(release.saying(/^Rolled back to 1\.0\.0: the provider confirmed 0\s%/)).toBeVisible({ timeout: 30_000 });
  expect(sample.provider.exposure).toBe(0);
  const done = (await api.audit(id)).filter(({ type }) => type === 'rollback.commanded');
  expect(done).toHaveLength(1);
});

test('paused without a network it is sent once, and the release says who paused it', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await openPrepared(page, `/releases/${id}`);
  const release = new ReleasePage(page);

  await page.context().setOffline(true);
  await page.keyboard.press('p');
  await release.dialog.reason.fill('looks odd');
  await release.dialog.root.locator('button[type=submit]').click();
  await expect(release.dialog.root).toContainText(`Not sent yet: Pause ${sample.name} 2.0.0`);
  await page.keyboard.press('Escape');
  await expect(release.dialog.root).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Not sent yet' })).toContainText(`Pause ${sample.name} 2.0.0`);
  expect((await api.release(id)).status).toBe('holding');

  await page.context().setOffline(false);
  await expect(release.saying(/^Paused by Mona Lind .*“looks odd”/)).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-queued]')).toHaveCount(0);
  expect((await api.audit(id)).filter(({ type }) => type === 'release.paused')).toHaveLength(1);
});

test('what could not be fetched is closed again: no key stays dead, and the next press fetches it', async ({ as }) => {
  const page = await as('operator');
  await openPrepared(page, '/overview');
  const button = page
    .getByRole('main')
    .getByRole('button', { name: /^Start a release/ })
    .first();
  await page.context().setOffline(true);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('That could not be fetched')).toBeVisible();
  await page.context().setOffline(false);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
});
