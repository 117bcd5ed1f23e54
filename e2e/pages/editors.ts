import type { Locator, Page } from '@playwright/test';
import { open } from '../fixtures/live';
import { choose } from './overview-page';

type Step = { ring: string; exposure: string; hold: string };

export class PlanEditor {
  constructor(readonly page: Page) {}

  step = (number: number): Locator =>
    this.page
      .getByRole('region', { name: 'Steps', exact: true })
      .getByRole('listitem')
      .nth(number - 1);

  /** Makes a plan with these steps; its gates are the ones the form offers. */
  async make(name: string, steps: readonly Step[]): Promise<void> {
    await open(this.page, '/plans/new');
    await this.page.getByLabel('Name', { exact: true }).fill(name);
    for (let extra = 4; extra > steps.length; extra -= 1) {
      await this.page.getByRole('button', { name: `Remove step ${extra}` }).click();
    }
    for (const [index, { ring, exposure, hold }] of steps.entries()) {
      const step = this.step(index + 1);
      await step.getByLabel('Ring').fill(ring);
      await step.getByLabel('Exposure, %').fill(exposure);
      await step.getByLabel('Hold').fill(hold);
    }
  }

  /** Opens a plan that exists and gives it these steps in place of its own. */
  async edit(name: string, steps: readonly Step[]): Promise<void> {
    await open(this.page, `/plans/${name}/edit`);
    for (const [index, { ring, exposure, hold }] of steps.entries()) {
      const step = this.step(index + 1);
      if ((await step.count()) === 0) await this.page.getByRole('button', { name: 'Add a step' }).click();
      await step.getByLabel('Ring').fill(ring);
      await step.getByLabel('Exposure, %').fill(exposure);
      await step.getByLabel('Hold').fill(hold);
    }
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: /^Save as version/ }).click();
  }
}

type Service = { name: string; plan: string; url: string; secret: string };

export class ServiceEditor {
  constructor(readonly page: Page) {}

  async fill({ name, plan, url, secret }: Service): Promise<void> {
    const { page } = this;
    await open(page, '/services/new');
    await page.getByLabel('Name people use').fill(name);
    await page.getByLabel('Name in the API').fill(name);
    await page.getByLabel('Owner team').fill('storefront');
    await page.getByLabel('Runbook').fill('https://example.com/runbook');
    await choose(page, page.getByLabel('Plan', { exact: true }), plan);
    await page.getByLabel('Webhook URL').fill(`${url}/hook`);
    await page.getByLabel('Status URL').fill(`${url}/status`);
    await page.getByLabel('Signing secret').fill(secret);
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Register the service' }).click();
  }
}
