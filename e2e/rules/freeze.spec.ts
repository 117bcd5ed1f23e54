import { accessibleInBothThemes } from '../fixtures/axe';
import { product } from '../fixtures/env';
import { open } from '../fixtures/live';
import { CLIMB } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { banner, because, FormDialog } from '../pages/forms';
import { choose } from '../pages/overview-page';
import { ReleasePage } from '../pages/release-page';
import { SignInPage } from '../pages/sign-in-page';

const ZONE = 'Europe/Berlin';
const HOUR = 3_600_000;

/** The wall clock of the zone at a moment, as a field for times takes it. */
const wallClock = (at: number): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: ZONE }).replace(' ', 'T').slice(0, 16);

const QUICK = { ...CLIMB, gates: {}, steps: CLIMB.steps.map((step) => ({ ...step, gates: [] })) };

test('a weekly freeze in a time zone: refused where it is wrong, told where it holds, lifted, and it climbs', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: QUICK });
  const shown = `Sample ${sample.name}`;
  const page = await as('admin');
  await open(page, '/freezes');
  await page.getByRole('button', { name: 'Freeze…' }).click();
  const dialog = new FormDialog(page, 'Freeze new exposure');
  await dialog.submit();
  await dialog.refuses('What', /one of the choices/);
  await dialog.refuses('Reason', /must not be empty/);

  const now = Date.now();
  await dialog.pick('What', shown);
  await dialog.field('Reason').fill('Stocktaking');
  await dialog.root.getByRole('checkbox', { name: 'Reverts' }).click();
  await dialog.pick('When', 'Every week');
  await dialog.field(/^Time zone/).fill('Mars/Olympus');
  await dialog.field(/^From/).fill(wallClock(now - HOUR));
  await dialog.field(/^Until/).fill(wallClock(now + 8 * 24 * HOUR));
  await dialog.submit();
  await dialog.refuses(/^Time zone/, /no time zone/);
  await dialog.field(/^Time zone/).fill(ZONE);
  await dialog.submit();
  await dialog.refuses('When', /overlap/);
  await dialog.field(/^Until/).fill(wallClock(now - 2 * HOUR));
  await dialog.submit();
  await dialog.refuses(/^Until/, /must be after the start/);
  await accessibleInBothThemes(page);
  await dialog.field(/^Until/).fill(wallClock(now + 3 * HOUR));
  await dialog.done();
  const stands = page
    .getByRole('region', { name: 'Stands now' })
    .getByRole('listitem')
    .filter({ hasText: sample.name });
  await expect(stands).toContainText('Stocktaking');
  await expect(stands).toContainText(`every week, ${ZONE} time`);
  await expect(stands).toContainText('lets reverts through');
  await expect(stands).toContainText(/until .+ \(in [23]\sh/);
  await expect(
    page
      .getByRole('region', { name: /^Calendar/ })
      .getByRole('gridcell', { name: /Stocktaking/ })
      .first(),
  ).toBeVisible();
  await accessibleInBothThemes(page);

  await stands.getByRole('button', { name: /^Change/ }).click();
  const change = new FormDialog(page, 'Change this freeze');
  await expect(change.field(/^Until/)).toHaveValue(wallClock(now + 3 * HOUR));
  await expect(change.field('What')).toContainText(shown);
  await change.field('Reason').fill('Stocktaking, longer');
  await change.field(/^Until/).fill(wallClock(now + 5 * HOUR));
  await accessibleInBothThemes(page);
  await change.done();
  await expect(stands).toContainText('Stocktaking, longer');
  await expect(stands).toContainText(/until .+ \(in [45]\sh/);

  const { id } = await sample.start('2.0.0');
  await api.until(id, ({ blockers }) => blockers.some(({ kind }) => kind === 'freeze'));
  expect(sample.provider.got).toEqual([]);
  const release = new ReleasePage(page);
  await release.goto(id);
  await expect(banner(page)).toContainText(/Frozen until .+ \(in .+\): “Stocktaking, longer”/);
  await expect(banner(page)).toContainText(/may override it for one step of one release, with a reason/);
  await expect(banner(page)).toContainText(/Rolling back always works/);
  await accessibleInBothThemes(page);

  await banner(page)
    .getByRole('link', { name: /Stocktaking/ })
    .click();
  await stands.getByRole('button', { name: /^Lift/ }).click();
  await because(page, 'Lift this freeze for good?', 'counted', 'Lift');
  await expect(stands).toHaveCount(0);
  await api.until(id, 'completed', 40_000);
});

test('an admin of a team freezes what is the team’s and is offered nothing else', async ({ api, browser, scene }) => {
  const sample = await scene({ plan: QUICK, service: { owner: 'e2e-yards' } });
  await api.call('PUT', '/api/v1/teams/e2e-yards', { displayName: 'Yards' });
  const lead = { email: `${sample.name}@example.com`, password: 'a long password for people' };
  await api.ok('PUT', `/api/v1/users/${lead.email}`, { name: 'Yara Lead', role: 'viewer', password: lead.password });
  await api.ok('PUT', `/api/v1/teams/e2e-yards/members/${lead.email}`, { role: 'admin' });
  const page = await browser.newPage({ baseURL: product.url });
  await new SignInPage(page).signIn(lead);
  await open(page, '/freezes');
  await page.getByRole('button', { name: 'Freeze…' }).click();
  const dialog = new FormDialog(page, 'Freeze new exposure');
  await dialog.field('What').click();
  await expect(page.getByRole('option')).toHaveText([/Team e2e-yards/, `Sample ${sample.name}`]);
  await choose(page, dialog.field('What'), 'Team e2e-yards');
  await dialog.field('Reason').fill('Moving house');
  await dialog.done();
  await page.goto(`/services/${sample.name}`);
  await expect(banner(page)).toContainText('“Moving house”, team e2e-yards');
  await expect(banner(page)).toContainText('Yara Lead');
  await page.goto('/freezes');
  const mine = page
    .getByRole('region', { name: 'Stands now' })
    .getByRole('listitem')
    .filter({ hasText: 'Moving house' });
  await mine.getByRole('button', { name: /^Lift/ }).click();
  await because(page, 'Lift this freeze?', 'moved', 'Lift');
  await expect(mine).toHaveCount(0);
  await page.close();
});
