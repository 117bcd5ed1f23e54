import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { expect, test } from '../fixtures/test';

test('an executive reads one page, prints it on one sheet, and is shown it by a link that can be taken back', async ({
  as,
  browser,
}) => {
  const page = await as('admin');
  await open(page, '/executive');
  const statement = page.getByRole('article');
  for (const words of ['Error budget left', 'Users affected by regressions', 'Delivery', 'rework rate', 'Cost'])
    await expect(statement).toContainText(words);
  await accessibleInBothThemes(page);

  await page.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expect(dialog).toContainText('For whom');
  const name = `Board ${Date.now()}`;
  await dialog.getByLabel('For whom').fill(name);
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = (await dialog.locator('pre').textContent()) ?? '';
  expect(link).toMatch(/\/shared\/[\w-]{43}$/);
  await accessibleInBothThemes(page);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  const stranger = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const shared = await stranger.newPage();
  const answer = await shared.goto(link);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    'cache-control': expect.stringContaining('no-store'),
    'x-robots-tag': expect.stringContaining('noindex'),
    'referrer-policy': 'no-referrer',
  });
  await expect(shared.getByRole('article')).toContainText('shared by');
  await expect(shared.getByRole('navigation')).toHaveCount(0);
  await expect(shared.getByRole('link')).toHaveCount(0);
  expect(await shared.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await accessibleInBothThemes(shared);
  // The link opens that page and no other.
  await shared.goto('/overview');
  await expect(shared).toHaveURL(/\/sign-in/);

  await page.getByRole('button', { name: 'Share…' }).click();
  await dialog.getByRole('button', { name: `Take back the link for ${name}` }).click();
  await expect(page.getByText(`The link for ${name} is taken back`)).toBeVisible();
  const gone = await shared.goto(link);
  expect(gone?.status()).toBe(410);
  await expect(shared.getByRole('heading', { level: 1 })).toHaveText('This link was taken back');
  await accessibleInBothThemes(shared);
  expect((await shared.goto(link.slice(0, -1)))?.status()).toBe(404);
  await stranger.close();
});

test('who is no admin is offered no link', async ({ as }) => {
  const page = await as('approver');
  await open(page, '/executive');
  await expect(page.getByRole('button', { name: 'Print one page' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Share…' })).toHaveCount(0);
});

test('the statement is one sheet of A4', async ({ as }) => {
  const page = await as('operator');
  await open(page, '/executive');
  await page.emulateMedia({ media: 'print' });
  const pdf = (
    await page.pdf({ format: 'A4', printBackground: true, margin: { top: '14mm', bottom: '14mm' } })
  ).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
