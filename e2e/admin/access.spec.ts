import { accessibleInBothThemes } from '../fixtures/axe';
import { product } from '../fixtures/env';
import { expect, test } from '../fixtures/test';
import { choose } from '../pages/overview-page';
import { SignInPage } from '../pages/sign-in-page';

const unique = () => `e2e-${Math.random().toString(36).slice(2, 8)}`;
const PASSWORD = 'a sentence that is long enough';

test('somebody is invited into a team, comes in by the link, and the link works once', async ({ as, browser, api }) => {
  const team = unique();
  const email = `${team}@example.com`;
  await api.ok('PUT', `/api/v1/teams/${team}`, { displayName: team });
  const page = await as('admin');
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await choose(page, dialog.getByLabel('Team'), team);
  await accessibleInBothThemes(page);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = ((await dialog.locator('code').textContent()) ?? '').trim();
  expect(link).toContain('/invitation/');

  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const guest = await context.newPage();
  const path = new URL(link).pathname;
  await guest.goto(product.url + path);
  await accessibleInBothThemes(guest);
  await guest.getByLabel('Your name').fill('New Person');
  await guest.getByLabel('Password').fill(PASSWORD);
  await guest.getByRole('button', { name: 'Come in' }).click();
  await expect(guest).toHaveURL(/\/overview$/);
  await guest.goto(`${product.url}/settings/account`);
  await expect(guest.getByRole('list', { name: 'Your teams' })).toContainText(`${team}operator`);
  await guest.goto(product.url + path);
  await expect(guest.getByRole('heading', { name: /no good/ })).toBeVisible();
  await context.close();
});

test('a browser that is signed out elsewhere is out', async ({ browser, api }) => {
  const email = `${unique()}@example.com`;
  await api.ok('PUT', `/api/v1/users/${email}`, { name: 'Two Browsers', role: 'viewer', password: PASSWORD });
  const [here, there] = await Promise.all([1, 2].map(() => browser.newPage({ baseURL: product.url })));
  if (!here || !there) throw new Error('no browser');
  for (const page of [here, there]) await new SignInPage(page).signIn({ email, password: PASSWORD });
  await here.goto('/settings/account');
  const others = here.getByRole('list', { name: 'Sessions' }).getByRole('button', { name: /^Sign out/ });
  await expect(others).toHaveCount(1);
  await others.click();
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(others).toHaveCount(0);
  // An open page leaves when its stream is refused, a new one is not shown at all.
  await expect(there).toHaveURL(/\/sign-in/, { timeout: 40_000 });
  await there.goto('/slos');
  await expect(there).toHaveURL(/\/sign-in/);
  for (const page of [here, there]) await page.close();
});

for (const [path, heading] of [
  ['/settings/people', 'People'],
  ['/settings/teams', 'Teams'],
  ['/settings/tokens', 'Service accounts'],
  ['/settings/account', 'Where you are signed in'],
] as const)
  test(`${path} fits a phone, in both themes`, async ({ as }) => {
    const page = await as('admin', { width: 390, height: 844, touch: true });
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    await accessibleInBothThemes(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
