import type { Page } from '@playwright/test';
import { Api } from '../fixtures/api';
import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING } from '../fixtures/feeder';
import { open } from '../fixtures/live';
import type { Who } from '../fixtures/people';
import { fits, quiet } from '../fixtures/quiet';
import { LONG, LONG_GATED, Scene } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { ApprovalsPage } from '../pages/approvals-page';
import { OnCallPage } from '../pages/oncall-page';
import { ReleasePage } from '../pages/release-page';

/** The five people, each at their desk, on a tablet and on a phone: the way they go most often. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844, touch: true },
];

const hurting = new Scene(new Api());
const asking = new Scene(new Api());
const ids = { hurting: '', asking: '' };

test.beforeAll(async () => {
  await Promise.all([
    hurting.build({ plan: { ...LONG_GATED, rollback: { automatic: false } }, service: { tier: 1 } }),
    asking.build({ plan: { ...LONG, steps: LONG.steps.map((step) => ({ ...step, approval: { count: 1 } })) } }),
  ]);
  hurting.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  ids.hurting = (await hurting.start('2.0.0')).id;
  ids.asking = (await asking.start('2.0.0')).id;
  await hurting.api.until(ids.hurting, 'paused', 30_000);
  await asking.api.until(ids.asking, 'awaiting_approval', 30_000);
});

test.afterAll(async () => {
  await hurting.tearDown();
  await asking.tearDown();
});

/** The page as it stands is whole: nothing beside the screen, no violation of WCAG 2.2 AA, in light and in dark. */
async function whole(page: Page): Promise<void> {
  await fits(page);
  await accessibleInBothThemes(page);
}

const TOURS: { name: string; who: Who; tour: (page: Page) => Promise<void> }[] = [
  {
    name: 'release manager: the overview, the release, its pause',
    who: 'operator',
    tour: async (page) => {
      await open(page, '/overview');
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/releases? in flight/);
      await whole(page);
      const release = new ReleasePage(page);
      await release.goto(ids.hurting);
      await expect(release.firstLine).toContainText(/Paused at early 10\s%/);
      await whole(page);
      await release.button('Roll back').click();
      await expect(release.dialog.root).toContainText(`Roll back ${hurting.name} 2.0.0?`);
      await whole(page);
      await page.keyboard.press('Escape');
      await expect(release.dialog.root).toHaveCount(0);
    },
  },
  {
    name: 'on call: what hurts, what rolling it back means',
    who: 'operator',
    tour: async (page) => {
      const oncall = new OnCallPage(page);
      await oncall.goto();
      await expect(oncall.sentence).toContainText(/hurt/);
      const card = oncall.card(ids.hurting);
      await expect(card).toContainText(/1 in \d+ requests? fails?/);
      await whole(page);
      await card.getByRole('button', { name: /^Roll back to/ }).click();
      await expect(oncall.dialog.root).toContainText(/10\s% → 0\s%|2\.0\.0 → 0\s%/);
      await whole(page);
      await page.keyboard.press('Escape');
      await expect(oncall.dialog.root).toHaveCount(0);
    },
  },
  {
    name: 'approver: what waits, the evidence, not now',
    who: 'approver',
    tour: async (page) => {
      const inbox = new ApprovalsPage(page);
      await inbox.goto();
      const row = inbox.row(asking.name, '2.0.0');
      await expect(row).toContainText('0 of 1 given');
      await whole(page);
      await row.getByRole('button', { name: /^Approve/ }).click();
      await expect(inbox.dialog.button('Not now')).toBeFocused();
      await whole(page);
      await page.keyboard.press('Escape');
      await expect(inbox.dialog.root).toHaveCount(0);
    },
  },
  {
    name: 'executive: one sentence, the numbers behind it',
    who: 'operator',
    tour: async (page) => {
      await open(page, '/executive');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('main')).toContainText(/One of |releases? |No release/);
      await whole(page);
    },
  },
  {
    name: 'the one who connects a pipeline: services, integrations, a token',
    who: 'admin',
    tour: async (page) => {
      for (const path of ['/services', `/services/${asking.name}`, '/integrations', '/settings/tokens']) {
        await open(page, path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await whole(page);
      }
      await page.getByRole('button', { name: /token/i }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await whole(page);
    },
  },
];

for (const size of SIZES) {
  test.describe(`${size.width} px`, () => {
    for (const { name, who, tour } of TOURS) {
      test(name, async ({ as }) => {
        const page = await as(who, size);
        const { check } = quiet(page);
        await tour(page);
        check();
      });
    }
  });
}
