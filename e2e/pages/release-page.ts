import { expect, type Locator, type Page } from '@playwright/test';
import { open } from '../fixtures/live';
import { ConfirmDialog } from './dialog';

export class ReleasePage {
  readonly firstLine: Locator;
  readonly dialog: ConfirmDialog;

  constructor(readonly page: Page) {
    this.firstLine = page.getByRole('main').locator('[data-first-line]').first();
    this.dialog = new ConfirmDialog(page);
  }

  async goto(id: string): Promise<void> {
    await open(this.page, `/releases/${id}`);
    await expect(this.firstLine).toBeVisible();
  }

  /** The first line once it says this. */
  saying = (words: RegExp): Locator => this.firstLine.filter({ hasText: words });

  section = (name: string): Locator => this.page.getByRole('region', { name, exact: true });

  /** An action of the header; its accessible name ends with its key. */
  button = (label: string): Locator => this.page.getByRole('main').getByRole('button', { name: label }).first();

  /** Presses an action, confirms it with the reason and closes the receipt. */
  async act(label: string, confirm: string, reason?: string): Promise<void> {
    await this.button(label).click();
    await this.dialog.confirm(confirm, reason);
    await this.dialog.close();
  }
}
