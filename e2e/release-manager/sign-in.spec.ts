import { accessibleInBothThemes } from '../fixtures/axe';
import { PEOPLE } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import { SignInPage } from '../pages/sign-in-page';

test('nobody gets in without signing in, and is then taken where they wanted to go', async ({ page }) => {
  await page.goto('/oncall');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Foncall$/);
  await page.getByLabel('E-mail').fill(PEOPLE.admin.email);
  await page.getByLabel('Password').fill(PEOPLE.admin.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/oncall$/);
  await page.getByRole('button', { name: /account and display$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a wrong password is told in words, without saying which part was wrong', async ({ page }) => {
  await new SignInPage(page).fill({ email: 'nobody@example.com', password: 'wrong' });
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
  await accessibleInBothThemes(page);
});
