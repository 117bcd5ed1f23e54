import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { LONG, type Scene } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { banner, FormDialog } from '../pages/forms';
import { choose, OverviewPage } from '../pages/overview-page';

/** A release of this scene that holds, while its version fails; what both versions served is a few minutes old, so counted at once. */
async function failing(sample: Scene, version: string): Promise<string> {
  const { id } = await sample.start(version);
  await sample.api.until(id, 'holding');
  const samples = [1, 2, 3, 4, 5].flatMap((ago) => {
    const at = new Date(Date.now() - ago * 60_000).toISOString();
    const of = (name: string, errors: number) => ({ version: name, at, interval: '10s', requests: 1000, errors });
    return [of('1.0.0', 5), of(version, 300)];
  });
  expect(await sample.api.ok('POST', '/api/v1/telemetry', { service: sample.name, samples })).toMatchObject({
    accepted: samples.length,
  });
  return id;
}

test('an SLO made in the browser: refused where it is wrong, its budget, its burn-down, and who spent it', async ({
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const id = await failing(sample, '2.0.0');
  const page = await as('admin');
  await open(page, `/slos/new?service=${sample.name}`);
  const objective = page.getByLabel('Objective, %');
  const save = page.getByRole('button', { name: /^Make the promise/ });
  await page.getByLabel('Name', { exact: true }).fill('availability');
  for (const [typed, words] of [
    ['100', /below 100 %/],
    ['40', /at least 50 %/],
    ['many', /must be a number/],
  ] as const) {
    await objective.fill(typed);
    await save.click();
    await expect(objective).toHaveAccessibleDescription(words);
  }
  await objective.fill('90');
  await save.click();
  await expect(page.getByLabel('Over', { exact: true })).toHaveAccessibleDescription(/can never fire/);
  await accessibleInBothThemes(page);
  await choose(page, page.getByLabel('Over', { exact: true }), 'each month');
  await page.getByLabel(/^Time zone/).fill('Mars/Olympus');
  await objective.fill('99');
  await save.click();
  await expect(page.getByLabel(/^Time zone/)).toHaveAccessibleDescription(/no time zone/);
  await page.getByLabel(/^Time zone/).fill('Europe/Berlin');
  await save.click();
  await page.waitForURL(`**/slos/${sample.name}/availability`);

  const main = page.getByRole('main');
  await expect(main.getByRole('img', { name: /^Error budget from .+: .+ left/ })).toBeVisible({ timeout: 60_000 });
  await expect(main.getByText(/of the budget is left|The budget is spent/)).toBeVisible();
  const spent = main.getByRole('region', { name: 'Who spent it' });
  await expect(spent.getByRole('listitem').filter({ hasText: '2.0.0' })).toContainText(/spent .+% of the month/);
  await expect(spent.getByRole('link', { name: '2.0.0' })).toHaveAttribute('href', `/releases/${id}`);
  await expect(main.getByRole('link', { name: /^Release 2\.0\.0/ })).toBeVisible();
  await accessibleInBothThemes(page);

  await open(page, '/slos');
  await expect(page.getByRole('row', { name: new RegExp(`availability of ${sample.name}`) })).toBeVisible();
  await accessibleInBothThemes(page);
});

test('an OpenSLO file: refused with its line, shown before it is put, and put', async ({ as, scene }) => {
  const sample = await scene({ plan: LONG });
  const file = (type: string) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: from-file
spec:
  service: ${sample.name}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.99 }]
  indicator:
    metadata: { name: requests }
    spec:
      ratioMetric:
        counter: false
        bad: { metricSource: { type: ${type}, spec: { query: 'sum(rate(errors[{{window}}]))', url: 'http://127.0.0.1:9' } } }
        total: { metricSource: { type: ${type}, spec: { query: 'sum(rate(requests[{{window}}]))', url: 'http://127.0.0.1:9' } } }
`;
  const page = await as('admin');
  await open(page, '/slos/import');
  const text = page.getByLabel('Its text');
  await text.fill(file('Datadog'));
  await page.getByRole('button', { name: 'Check it' }).click();
  await expect(page.getByRole('main')).toContainText(/line 15.*cannot ask Datadog/);
  await accessibleInBothThemes(page);
  await text.fill(file('Prometheus'));
  await page.getByRole('button', { name: 'Check it' }).click();
  await expect(page.getByRole('list', { name: 'Found' })).toContainText(`from-file of ${sample.name}`);
  await page.getByRole('button', { name: 'Import 1 SLO' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`from-file of ${sample.name}`) })).toBeVisible();
});

test('a spent budget freezes by its policy; a security fix passes; a milder policy lets go', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  await failing(sample, '2.0.0').then((id) => api.act(id, 'rollback', { reason: 'it fails' }));
  const page = await as('admin');
  await open(page, '/freezes');
  await page.getByRole('button', { name: 'Add a policy…' }).click();
  const dialog = new FormDialog(page, 'Error-budget policy');
  await dialog.pick('Of', `Sample ${sample.name}`);
  await dialog.field('Percent left').fill('a lot');
  await dialog.submit();
  await dialog.refuses('Percent left', /must be a number/);
  await dialog.field('Percent left').fill('0');
  await dialog.root.getByRole('checkbox', { name: 'Reverts' }).click();
  await accessibleInBothThemes(page);
  await dialog.done();
  const policy = page
    .getByRole('region', { name: 'Error-budget policies' })
    .getByRole('listitem')
    .filter({ hasText: sample.name });
  await expect(policy).toContainText('When the budget is spent: new releases wait, running ones hold.');
  await expect(policy).toContainText('Lets security fixes through');

  await api.ok('PUT', `/api/v1/services/${sample.name}/slos/availability`, {
    sli: { kind: 'ratio' },
    objective: 0.95,
    window: '7d',
  });
  await page.goto(`/services/${sample.name}`);
  await expect(banner(page)).toContainText(/Error budget of availability is spent/, { timeout: 60_000 });
  await expect(banner(page)).toContainText('Lets security fixes through.');
  const waiting = await sample.start('2.1.0');
  await api.until(waiting.id, ({ blockers }) => blockers.some(({ kind }) => kind === 'budget'));
  await accessibleInBothThemes(page);

  const overview = new OverviewPage(page);
  await overview.goto();
  await page.keyboard.press('n');
  const start = new FormDialog(page, 'Start a release');
  await start.pick('Service', `Sample ${sample.name}`);
  await start.field('Version').fill('2.1.1');
  await start.field(/^Compare with/).fill('1.0.0');
  await start.pick('Kind', 'Security fix');
  await start.submit();
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
  const fix = page.url().split('/').at(-1) ?? '';
  await api.until(fix, 'holding', 30_000);
  await expect(page.getByRole('main')).toContainText('security fix');
  await api.act(fix, 'rollback', { reason: 'drill' });

  const next = await sample.start('2.2.0');
  await api.until(next.id, ({ blockers }) => blockers.some(({ kind }) => kind === 'budget'));
  await open(page, '/freezes');
  await policy.getByRole('button', { name: /^Edit/ }).click();
  const edit = new FormDialog(page, `Error-budget policy of ${sample.name}`);
  await edit.field('Percent left').fill('-900');
  // While it burns at page level new releases would wait for that.
  await edit.root.getByRole('button', { name: 'Take the last away' }).click();
  await edit.done();
  await api.until(next.id, 'holding', 60_000);
  await policy.getByRole('button', { name: /^Take/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take away', exact: true }).click();
  await expect(policy).toHaveCount(0);
});
