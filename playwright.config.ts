import { defineConfig } from '@playwright/test';

// `npm test` starts the product and sets these; by hand: RAMPART_URL=… RAMPART_CHROMIUM=… npx playwright test
const chromium = process.env.RAMPART_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: {
    timeout: 15_000,
    // Another Chromium on another machine smooths letters a little differently; a colour, a word or a size that changed is more.
    toHaveScreenshot: {
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      threshold: 0.25,
      maxDiffPixelRatio: 0.015,
    },
  },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }]],
  use: {
    baseURL: process.env.RAMPART_URL ?? 'http://localhost:3000',
    viewport: { width: 1440, height: 900 },
    // A trace films every page, which costs a small machine more than the test itself; ask for one to look closer.
    trace: process.env.RAMPART_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      // Root, and containers, have no user namespaces for the sandbox; the pages are our own.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    },
  },
});
