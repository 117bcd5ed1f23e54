import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { BUDGET_KB, measureScripts, RELEASE_PAGE_KB, SERVICE_PAGE_KB } from '../fixtures/weight';

test('no main page fetches more JavaScript than its budget', async ({ as, scene }) => {
  test.slow();
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  const browser = await as('operator');
  const over: string[] = [];
  const ofOne = [
    [`/releases/${id}`, RELEASE_PAGE_KB],
    [`/services/${sample.name}`, SERVICE_PAGE_KB],
  ] as const;
  for (const [path, budget] of [...Object.entries(BUDGET_KB), ...ofOne]) {
    const page = await browser.context().newPage();
    const { atLoad, inAll, files } = await measureScripts(page, path);
    await page.close();
    const words = `${path}: ${(inAll / 1000).toFixed(1)} kB (${(atLoad / 1000).toFixed(1)} at load), budget ${budget} kB`;
    test.info().annotations.push({ type: 'weight', description: words });
    const largest = files.slice(0, 8).map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(1)}`);
    if (inAll / 1000 > budget) over.push(`${words}; largest: ${largest.join(', ')}`);
    expect(atLoad, `${path} was weighed`).toBeGreaterThan(100_000);
  }
  expect(over, 'pages over their budget (e2e/fixtures/weight.ts)').toEqual([]);
});
