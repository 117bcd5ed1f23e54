import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

test('finds a release that is over: in the history by version, person and day, and in the palette', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('7.1.0');
  await api.until(id, 'holding');
  await api.act(id, 'rollback', { reason: 'found it' });
  await api.until(id, 'rolled_back');
  await sample.start('7.2.0');
  const page = await as('operator');
  await open(page, '/releases');
  const rows = page.locator('[data-row]');
  await page.getByLabel('Service or version').fill(`${sample.name} 7.1`);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('7.1.0');
  await expect(page).toHaveURL(/q=/);
  await accessibleInBothThemes(page);
  // However narrow: whole sentences, never a cut one.
  await page.setViewportSize({ width: 780, height: 900 });
  const why = rows.locator('[data-first-line]');
  await expect(why).toContainText('Rolled back');
  const cutShort = () =>
    why.evaluate((line) => {
      const box = line.getBoundingClientRect();
      return [...line.querySelectorAll('span > span')].some((sentence) => {
        const { top, right, bottom } = sentence.getBoundingClientRect();
        const hidden = top >= box.bottom - 1;
        return !hidden && (right > box.right + 1 || bottom > box.bottom + 1);
      });
    });
  expect(await cutShort()).toBe(false);
  expect(await why.locator('span > span').first().isVisible()).toBe(true);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('From day, UTC').fill('2099-01-01');
  await expect(page.getByText('No release matches this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(rows.first()).toBeVisible();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a release or an action' });
  // A slip of the finger finds the page too.
  await palette.getByRole('combobox').fill('overveiw');
  await expect(palette.getByRole('option', { name: /^Overview/ })).toBeVisible();
  await palette.getByRole('combobox').fill(`${sample.name} 7.1`);
  const over = palette.getByRole('option', { name: `${sample.name} 7.1.0` });
  await expect(over).toContainText('Rolled back');
  await accessibleInBothThemes(page);
  await over.click();
  await expect(page).toHaveURL(new RegExp(`/releases/${id}$`));
});

test('the palette offers services, and what is in view first', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const operator = await as('operator');
  await open(operator, `/releases/${id}`);
  await operator.keyboard.press('Control+k');
  const mine = operator.getByRole('dialog', { name: 'Find a release or an action' });
  await mine.getByRole('combobox').fill(sample.name);
  await expect(mine.getByRole('option', { name: `${sample.name} service, SLOs, plan` })).toBeVisible();
  await mine.getByRole('combobox').fill('pause');
  await expect(mine.getByRole('option').first()).toContainText(`Pause ${sample.name} 2.0.0`);
  await mine.getByRole('combobox').fill(`kill ${sample.name}`);
  await operator.keyboard.press('Enter');
  await expect(operator.getByRole('dialog')).toContainText(sample.name);
});
