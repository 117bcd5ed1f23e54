import { expect, type Locator, type Page } from '@playwright/test';
import { open } from '../fixtures/live';
import { ConfirmDialog } from './dialog';

export class OnCallPage {
  readonly dialog: ConfirmDialog;
  readonly sentence: Locator;

  constructor(readonly page: Page) {
    this.dialog = new ConfirmDialog(page);
    this.sentence = page.getByRole('heading', { level: 1 });
  }

  async goto(): Promise<void> {
    await open(this.page, '/oncall');
    await expect(this.sentence).toBeVisible();
  }

  /** The card of a release that hurts. */
  card = (id: string): Locator => this.page.locator(`[data-row="${id}"]`);
}
