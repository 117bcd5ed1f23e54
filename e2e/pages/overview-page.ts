import { expect, type Locator, type Page } from '@playwright/test';
import { open } from '../fixtures/live';

export class OverviewPage {
  readonly grid: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid', { name: 'Releases in flight' });
  }

  async goto(): Promise<void> {
    await open(this.page, '/overview');
  }

  row = (id: string): Locator => this.page.locator(`[data-row="${id}"]`);

  /** Starts a release in the dialog that `N` opens; the page then is the release's own. */
  async start(service: string, version: string, baseline: string): Promise<string> {
    await this.page.keyboard.press('n');
    const dialog = this.page.getByRole('dialog', { name: 'Start a release' });
    await choose(this.page, dialog.getByLabel('Service'), service);
    await dialog.getByLabel('Version').fill(version);
    await dialog.getByLabel('Compare with').fill(baseline);
    await dialog.getByRole('button', { name: 'Start the release' }).click();
    await this.page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
    return this.page.url().split('/').at(-1) ?? '';
  }
}

/** Picks one of a list. A list takes no press in the moment it opens, so that opening it chooses nothing: then again. */
export async function choose(page: Page, select: Locator, option: string): Promise<void> {
  const wanted = page.getByRole('option', { name: option, exact: true });
  await expect(async () => {
    if (!(await wanted.isVisible())) await select.click();
    await wanted.click({ timeout: 3_000 });
    await expect(select).toContainText(option, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
}
