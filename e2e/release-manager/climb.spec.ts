import { accessibleInBothThemes } from '../fixtures/axe';
import { sameDocument, shownWithinASecond } from '../fixtures/live';
import { expect, test } from '../fixtures/test';
import { PlanEditor, ServiceEditor } from '../pages/editors';
import { OverviewPage } from '../pages/overview-page';
import { ReleasePage } from '../pages/release-page';

test('makes a plan and a service in the browser, starts a release and watches it climb', async ({ api, as, scene }) => {
  const sample = await scene({ byHand: true });
  const page = await as('admin');

  const plan = new PlanEditor(page);
  await plan.make(sample.name, [
    { ring: 'internal', exposure: '140', hold: '3s' },
    { ring: 'broad', exposure: '100', hold: '3s' },
  ]);
  await plan.save();
  await expect(plan.step(1).getByText(/at most 100|between 0 and 100|0 to 100/)).toBeVisible();
  await plan.step(1).getByLabel('Exposure, %').fill('0.01');
  await plan.save();
  await expect(page).toHaveURL(new RegExp(`/plans/${sample.name}$`));

  const service = new ServiceEditor(page);
  await service.fill({
    name: sample.name,
    plan: sample.name,
    url: sample.provider.url,
    secret: sample.provider.secret,
  });
  await service.save();
  await expect(page).toHaveURL(new RegExp(`/services/${sample.name}$`));
  await page.getByRole('button', { name: 'Test the connection' }).click();
  const sight = page.getByRole('region', { name: 'Provider and telemetry' });
  await expect(sight).toContainText(/Commands: works.*answered 200/);
  await expect(sight).toContainText(/Reading back: works.*observedExposure 0 %/);

  sample.healthy('2.0.0');
  const overview = new OverviewPage(page);
  await overview.goto();
  const id = await overview.start(sample.name, '2.0.0', '1.0.0');

  const release = new ReleasePage(page);
  const document = await sameDocument(page);
  await expect(release.saying(/internal 0\.01\s%/)).toBeVisible();
  await shownWithinASecond(
    { api, id, wanted: ({ status, step }) => status === 'holding' && step.index === 1 },
    release.saying(/Holding at broad 100\s%/),
  );
  await shownWithinASecond({ api, id, wanted: 'completed' }, release.saying(/^Done: everyone sees 2\.0\.0/));
  await document.check();
  expect(sample.provider.actions()).toEqual(['start 0.01', 'advance 100', 'complete 100']);
  await accessibleInBothThemes(page);
});
