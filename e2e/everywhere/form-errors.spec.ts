import type { Page } from '@playwright/test';
import { accessibleInBothThemes } from '../fixtures/axe';
import { focusSeen } from '../fixtures/keys';
import { open } from '../fixtures/live';
import { LONG, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

type Form = {
  /** The button that opens it as a dialog; a page of its own where left out. */
  opens?: string;
  /** The first field that is wrong, and what is said of it. */
  first: string;
  says: RegExp;
};

/** Every form by its page. Each is sent as it comes, with what it needs left out. */
const FORMS: Readonly<Record<string, readonly Form[]>> = {
  '/overview': [{ opens: 'Start a release', first: 'Service', says: /is needed/ }],
  '/services/new': [{ first: 'Name people use', says: /is needed/ }],
  '/plans/new': [{ first: 'Name', says: /./ }],
  '/slos/new': [{ first: 'Service', says: /./ }],
  '/freezes': [
    { opens: 'Freeze…', first: 'What', says: /one of the choices/ },
    { opens: 'Add a policy…', first: 'Of', says: /one of the choices/ },
  ],
  '/incidents': [{ opens: 'Open an incident…', first: 'What is wrong', says: /./ }],
  '/integrations/new': [{ first: 'Name', says: /./ }],
  '/executive': [{ opens: 'Share…', first: 'For whom', says: /./ }],
  '/settings/people': [
    { opens: 'Invite somebody', first: 'E-mail', says: /./ },
    { opens: 'Add a person', first: 'E-mail', says: /./ },
  ],
  '/settings/teams': [
    { opens: 'Make a team', first: 'Name', says: /./ },
    { opens: 'Add somebody', first: 'E-mail', says: /./ },
  ],
  '/settings/tokens': [
    { opens: 'Make a token', first: 'Name', says: /./ },
    { opens: 'Make a service account', first: 'Name', says: /./ },
  ],
  '/settings/account': [{ first: 'Present password', says: /is needed/ }],
};

/** Everything that is said to be wrong is tied to a field, said aloud, or has the focus itself. */
async function tied(page: Page, within: string): Promise<void> {
  const loose = await page.locator(`${within} .text-failing-text`).evaluateAll((nodes) =>
    nodes
      .filter((node) => {
        const told = node.closest('[role=alert], [data-wrong]');
        return !told && !(node.id && document.querySelector(`[aria-describedby~="${CSS.escape(node.id)}"]`));
      })
      .map((node) => node.textContent),
  );
  expect(loose, 'errors tied to no field').toEqual([]);
}

async function sentWrong(page: Page, { opens, first, says }: Form): Promise<void> {
  const within = opens ? '[role=dialog]' : 'main';
  const form = page.locator(within);
  // Its key is part of its name.
  if (opens) await page.getByRole('main').getByRole('button', { name: opens }).first().press('Enter');
  await form.locator('form [type=submit]').press('Enter');
  const field = form.getByLabel(first, { exact: true }).first();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(says);
  await focusSeen(page);
  await tied(page, within);
  await accessibleInBothThemes(page, within);
  if (opens) await page.keyboard.press('Escape');
  if (opens) await expect(form).toHaveCount(0);
}

test('every form: what is wrong is said at its field, and the first has the focus', async ({ api, as }) => {
  const team = unique('team');
  await api.ok('PUT', `/api/v1/teams/${team}`, { displayName: team });
  const page = await as('admin');
  for (const [path, forms] of Object.entries(FORMS))
    await test.step(path, async () => {
      await open(page, path);
      for (const form of forms) await sentWrong(page, form);
    });
  await api.call('DELETE', `/api/v1/teams/${team}`);
});

test('what only the server knows to be wrong stands at its field, which gets the focus', async ({ as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('admin');
  await open(page, `/services/${sample.name}`);
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Start a release' });
  await dialog.getByLabel('Version').fill('no good version');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Version')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Version')).toBeFocused();
});
