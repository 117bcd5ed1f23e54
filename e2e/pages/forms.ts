import { expect, type Locator, type Page } from '@playwright/test';
import { choose } from './overview-page';

/** A dialog with fields: what is typed into it, and what it says is wrong. */
export class FormDialog {
  readonly root: Locator;

  constructor(
    readonly page: Page,
    title: string,
  ) {
    this.root = page.getByRole('dialog', { name: title });
  }

  field = (label: string | RegExp): Locator => this.root.getByLabel(label, { exact: true });
  pick = (label: string, option: string): Promise<void> =>
    choose(this.page, this.root.getByLabel(label, { exact: true }), option);

  /** What is said at a field, which is marked and described by it. */
  async refuses(label: string | RegExp, words: RegExp): Promise<void> {
    await expect(this.field(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(this.field(label)).toHaveAccessibleDescription(words);
  }

  submit = (): Promise<void> => this.root.locator('button[type=submit]').click();

  /** Sends it and waits until it is taken. */
  async done(): Promise<void> {
    await this.submit();
    await expect(this.root).toHaveCount(0);
  }
}

/** Answers the question why, in the dialog that asks for it. */
export async function because(page: Page, title: string, reason: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** What holds new exposure, on the page of a service or of a release. */
export const banner = (page: Page): Locator => page.getByRole('region', { name: 'What holds new exposure' });
