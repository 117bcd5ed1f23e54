import type { Locator, Page } from '@playwright/test';

export class KillSwitch {
  readonly root: Locator;
  readonly confirm: Locator;

  constructor(readonly page: Page) {
    this.root = page.getByRole('dialog');
    this.confirm = this.root.getByRole('button', { name: 'Pull the kill switch' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Kill switch…' }).click();
  }

  async choose(service: string): Promise<void> {
    await this.root.getByLabel('What to take back').selectOption(service);
  }
}
