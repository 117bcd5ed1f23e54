import { accessibleInBothThemes } from '../fixtures/axe';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import type { List } from '../fixtures/wire';
import { ReleasePage } from '../pages/release-page';

type Told = { name: string; explanation: string[] };
type Evidence = {
  gate: string;
  points: { worse: number; fine: number; band: { lower: number; upper: number | null } | null }[];
};

test('sees how nearly a gate is decided, why, and reads the decision line by line', async ({ api, as, scene }) => {
  test.slow();
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  const series = async (): Promise<Evidence[]> =>
    (await api.get<{ evidence: Evidence[] }>(`/api/v1/releases/${id}/series?sli=error_rate`)).evidence;
  const last = async () => (await series())[0]?.points.at(-1);
  // Until the first bursts are told from a regression, nothing is bounded from above.
  await expect.poll(async () => (await last())?.band?.upper ?? 0, { timeout: 150_000 }).toBeGreaterThan(0);
  expect((await last())?.fine).toBeGreaterThan(0.05);
  expect((await last())?.band?.lower).toBeGreaterThanOrEqual(0);
  expect((await last())?.worse).toBe(0);

  const page = await as('operator');
  const release = new ReleasePage(page);
  await release.goto(id);
  await expect(page.getByText(/^Evidence: worse 0\s%, fine \d+\s%\./)).toBeAttached();
  const row = release.section('Gates').getByRole('row', { name: /errors/ });
  await expect(row.getByRole('img', { name: /^worse 0\s%, fine \d+\s%$/ })).toBeVisible();
  await expect(row).toContainText(/\d\.\d+ – \d\.\d+×/);
  await expect(release.saying(/errors have \d+\s% of the evidence needed|gates? pass/)).toBeVisible();

  await page.keyboard.press('t');
  const twin = page.getByRole('table', { name: /Errors, % of requests, as a table/ });
  await expect(twin.getByRole('columnheader', { name: 'Fine %' })).toBeVisible();
  await expect(twin.getByRole('columnheader', { name: 'Worse %' })).toBeVisible();
  await page.keyboard.press('t');

  await row.getByRole('button', { name: 'Explain this decision: errors' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain this decision' });
  await expect(dialog).toContainText(/Samples: [\d,]+ canary, [\d,]+ baseline/);
  await expect(dialog).toContainText(/Evidence for worse: e\^-?\d/);
  await expect(dialog).toContainText('However often one looks', { ignoreCase: true });
  const told = (await api.get<List<Told>>(`/api/v1/releases/${id}/gates`)).items.find(({ name }) => name === 'errors');
  expect(told?.explanation.some((line) => line.startsWith('Evidence for worse:'))).toBe(true);
  await accessibleInBothThemes(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row.getByRole('button', { name: /^Explain/ })).toBeFocused();
  await accessibleInBothThemes(page);
});
