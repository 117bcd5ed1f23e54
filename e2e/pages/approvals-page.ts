import type { Locator, Page } from '@playwright/test';
import { open } from '../fixtures/live';
import { ConfirmDialog } from './dialog';

export class ApprovalsPage {
  readonly dialog: ConfirmDialog;

  constructor(readonly page: Page) {
    this.dialog = new ConfirmDialog(page);
  }

  async goto(): Promise<void> {
    await open(this.page, '/approvals');
  }

  /** What asks about this version of a service. */
  row = (service: string, version: string): Locator =>
    this.page.getByRole('article', { name: `${service} ${version}`, exact: true });

  /** Presses a key on a row; the keys are of the row that has the focus. */
  async press(row: Locator, key: string): Promise<void> {
    await row.focus();
    await this.page.keyboard.press(key);
  }
}
