import { accessibleInBothThemes } from '../fixtures/axe';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import type { List } from '../fixtures/wire';
import { ReleasePage } from '../pages/release-page';

test('looks at a past moment, at the release before, and does the arithmetic again', async ({ api, as, scene }) => {
  test.slow();
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('1.9.0');
  const before = await sample.start('1.9.0');
  await api.until(before.id, 'holding');
  const seen = async (id: string) =>
    (await api.get<{ canary: unknown[] }>(`/api/v1/releases/${id}/series?sli=error_rate`)).canary.length;
  await expect.poll(() => seen(before.id), { timeout: 30_000 }).toBeGreaterThan(0);
  await api.act(before.id, 'rollback', { reason: 'not this one' });
  await api.until(before.id, 'rolled_back');
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  await expect.poll(() => seen(id), { timeout: 60_000 }).toBeGreaterThan(1);

  const page = await as('operator');
  const release = new ReleasePage(page);
  await release.goto(id);
  const compare = page.getByRole('button', { name: /^Compare with/ });
  await compare.click();
  await expect(page.getByRole('button', { name: 'Compare with 1.9.0 at this step' })).toBeVisible();
  await page.keyboard.press('t');
  const twin = page.getByRole('table', { name: /Errors, % of requests, as a table/ });
  await expect(twin.getByRole('columnheader', { name: '1.9.0 then' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Meanwhile' })).toBeVisible();

  await release.section('Gates').getByRole('button', { name: 'Explain this decision: errors' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain this decision' });
  await expect(dialog).toContainText(/canary: [\d,]+ errors ÷ [\d,]+ requests = /);
  await expect(dialog.getByRole('table', { name: 'Samples' })).toContainText('Since the step began');
  await expect(dialog).toContainText(`/api/v1/releases/${id}/series?sli=error_rate`);
  await accessibleInBothThemes(page);
  await page.keyboard.press('Escape');

  const events = (await api.get<List<{ type: string; at: string }>>(`/api/v1/releases/${id}/audit`)).items;
  const confirmed = events.find(({ type }) => type === 'exposure.confirmed')?.at ?? '';
  const moment = new Date(Date.parse(confirmed) + 1).toISOString();
  await release.goto(`${id}?at=${moment}`);
  const banner = release.section('A past moment');
  await expect(banner).toContainText('As it was at');
  await expect(release.section('Timeline')).toContainText('You look at this moment');
  await expect(release.section('Gates').getByRole('row', { name: /errors/ })).toContainText(
    /as counted until|no samples of the canary then/,
  );
  await accessibleInBothThemes(page);
  await banner.getByRole('link', { name: 'Go to now' }).click();
  await expect(banner).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/releases/${id}$`));
});
