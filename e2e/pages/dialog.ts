import { expect, type Locator, type Page } from '@playwright/test';

/** The one dialog in which an action is confirmed, and which then is its own receipt. */
export class ConfirmDialog {
  readonly root: Locator;
  readonly receipt: Locator;
  readonly reason: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog');
    this.receipt = this.root.getByRole('list', { name: 'Receipt' });
    this.reason = this.root.getByLabel('Reason');
  }

  button = (name: string): Locator => this.root.getByRole('button', { name, exact: false });

  /** Types a reason where one is given, confirms, and waits for the receipt. */
  async confirm(label: string, reason?: string): Promise<void> {
    if (reason !== undefined) await this.reason.fill(reason);
    await this.root.locator('button[type=submit]', { hasText: label }).click();
    await expect(this.receipt).toBeVisible();
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Close' }).click();
    await expect(this.root).toHaveCount(0);
  }
}
