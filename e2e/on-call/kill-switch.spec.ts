import { accessible } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { KillSwitch } from '../pages/kill-switch';
import { ReleasePage } from '../pages/release-page';

test('pulls the kill switch of one service, and lifts the freeze when it is over', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await open(page, '/oncall');
  const kill = new KillSwitch(page);
  await kill.open();
  await kill.choose(sample.name);
  await expect(kill.root).toContainText('2.0.0 → 0');
  await expect(kill.confirm).toBeDisabled();
  await kill.root.getByRole('button', { name: 'Drill' }).click();
  await accessible(page);
  await kill.confirm.click();
  await expect(kill.root.getByRole('list', { name: 'What was done' })).toContainText(sample.name);
  await kill.root.getByRole('button', { name: 'Close' }).click();
  await api.until(id, 'rolled_back');
  expect(sample.provider.exposure).toBe(0);

  const next = await sample.start('2.1.0');
  const release = new ReleasePage(page);
  await release.goto(next.id);
  await expect(release.saying(/^Not started\. Frozen until someone lifts it: “kill switch: Drill/)).toBeVisible();
  await open(page, '/freezes');
  const freeze = page.getByRole('region', { name: 'Stands now' }).getByRole('listitem');
  await freeze.filter({ hasText: sample.name }).getByRole('button', { name: 'Lift…' }).click();
  await expect(release.dialog.root.getByRole('button', { name: 'Keep it frozen' })).toBeFocused();
  await release.dialog.reason.fill('drill over');
  await release.dialog.root.locator('button[type=submit]').click();
  await api.until(next.id, 'holding');
});
