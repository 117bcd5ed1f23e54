import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { expect, test } from '../fixtures/test';
import type { List, PlanInput } from '../fixtures/wire';
import { FormDialog } from '../pages/forms';
import { OverviewPage } from '../pages/overview-page';

const PLAN: PlanInput = {
  mechanism: 'canary',
  gates: { errors: { sli: 'error_rate', compare: 'baseline' } },
  steps: [
    { ring: 'early', exposure: 1, hold: '10m' },
    { ring: 'broad', exposure: 100, hold: '10m' },
  ],
};

test('plans before the climb: what the traffic cannot show is said, advice is taken, a start is warned of it', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: PLAN });
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  await api.ok('POST', '/api/v1/telemetry', {
    service: sample.name,
    samples: Array.from({ length: 30 }, (_, i) => ({
      version: '1.0.0',
      at: new Date(minute - (i + 1) * 60_000).toISOString(),
      interval: '1m',
      requests: 1200,
      errors: 12,
    })),
  });

  const page = await as('admin');
  await open(page, `/plans/${sample.name}/edit`);
  const panel = page.getByRole('region', { name: 'What this plan can catch' });
  const first = panel.getByRole('listitem').first();
  await expect(panel).toContainText(/30\smin of telemetry .* 36,000 requests/);
  await expect(first).toContainText(/At 1\s% you see 12 requests a minute: a doubled error rate needs \d+\sh/);
  await expect(first).toContainText(/Caught\s*(fewer than 1|\d) of 100/);
  await accessibleInBothThemes(page);

  await first.getByRole('button', { name: 'Keep it: I accept this' }).click();
  await expect(first).toContainText('Accepted: recorded with the version that you save.');
  // Something of the plan must change for there to be a version.
  await page.getByLabel('Hold', { exact: true }).last().fill('20m');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(page).toHaveURL(new RegExp(`/plans/${sample.name}$`));
  const changes = await api.get<List<{ chain: string; reason?: string }>>('/api/v1/audit?type=plan.changed&limit=20');
  expect(changes.items.find(({ chain }) => chain === `plan:${sample.name}`)?.reason).toMatch(
    /^Accepted of step 1: At 1\s% you see/,
  );
  await open(page, `/services/${sample.name}`);
  await expect(page.getByRole('region', { name: 'Plan' })).toContainText(`With ${sample.name}’s traffic`);

  await open(page, `/plans/${sample.name}/edit`);
  await first.getByRole('button', { name: /^(Expose|Hold)/ }).click();
  await expect(first).toContainText(/Catches a doubled error rate in 9\d of 100 holds/);
  await expect(first.getByRole('button', { name: /^(Expose|Hold)/ })).toHaveCount(0);

  await page.getByLabel('Exposure, %').first().fill('');
  await expect(panel).toContainText('As of the last complete draft.');

  const answer = await api.ok<{ id: string; warnings: string[] }>('POST', '/api/v1/releases', {
    service: sample.name,
    version: '2.0.0',
    baselineVersion: '1.0.0',
  });
  expect(answer.warnings.join()).toMatch(/^Step 1: at 1\s% you see 12 requests a minute/);
  const other = `${sample.name}-quick`;
  await api.ok('PUT', `/api/v1/plans/${other}`, { ...PLAN, steps: [{ ring: 'broad', exposure: 100, hold: '1m' }] });
  await new OverviewPage(page).goto();
  await page.keyboard.press('n');
  const start = new FormDialog(page, 'Start a release');
  await start.pick('Service', `Sample ${sample.name}`);
  await expect(start.root).toContainText(/early 1\s% → broad 100\s%, 1 gate\. At least 30\smin, no approval/);
  await start.pick('Plan', other);
  await expect(start.root).toContainText(/broad 100\s%, 1 gate\. At least 1\smin, no approval/);
  await start.field('Version').fill('3.0.0');
  await accessibleInBothThemes(page);
  await start.submit();
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
  expect((await api.release(page.url().split('/').at(-1) ?? '')).plan).toBe(other);
  await api.ok('DELETE', `/api/v1/plans/${other}`);
  await open(page, `/releases/${answer.id}`);
  await expect(page.getByRole('region', { name: 'What its plan may miss' })).toContainText('12 requests a minute');
});
