import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, type Say } from '../failure';
import { findChromium } from './chromium';
import { startProduct } from './product-under-test';
import { add, none, readPlaywright, readVitest, single, type Tally } from './tally';

const PARTS = ['lint', 'unit', 'e2e'] as const;
type Part = (typeof PARTS)[number];

const root = join(import.meta.dirname, '../../..');
const tool = (path: string) => join(root, 'node_modules', path);
const say: Say = (line) => process.stdout.write(`${line}\n`);

/** Runs a tool under this Node with its output on the console; resolves with the exit code. */
function run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function lint(): Promise<Tally> {
  say('\n── Lint and format');
  const biome = single(
    'lint',
    (await run(tool('@biomejs/biome/bin/biome'), [
      'ci',
      '--error-on-warnings',
      ...(process.stdout.isTTY ? [] : ['--colors=off']),
      '.',
    ])) === 0,
  );
  say('\n── Types');
  // Route types left by an older build or by a dev server name files that may be gone.
  for (const stale of ['.next/types', '.next/dev/types']) rmSync(join(root, stale), { recursive: true, force: true });
  await run(tool('next/dist/bin/next'), ['typegen'], { NEXT_TELEMETRY_DISABLED: '1' });
  const types = single('types', (await run(tool('typescript/bin/tsc'), ['--noEmit', '--incremental', 'false'])) === 0);
  return add(biome, types);
}

async function unit(scratch: string, args: readonly string[]): Promise<Tally> {
  say('\n── Unit and integration tests');
  const file = join(scratch, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  // Rampart's own settings on this machine must not leak into the tests.
  const code = await run(tool('vitest/vitest.mjs'), ['run', ...reporters, ...args], {
    NODE_ENV: 'test',
    DATABASE_URL: '',
  });
  return readVitest(file, code);
}

const hasSpecs = () =>
  existsSync(join(root, 'e2e')) &&
  readdirSync(join(root, 'e2e'), { recursive: true }).some((name) => String(name).endsWith('.spec.ts'));

async function e2e(scratch: string, args: readonly string[]): Promise<Tally> {
  if (!hasSpecs()) return none;
  say('\n── Browser tests');
  const chromium = await findChromium(say);
  if (chromium === undefined) {
    say('No Chromium could be found or installed. Set RAMPART_CHROMIUM to the path of one.');
    return single('a browser for the tests', false);
  }
  say(`Browser: ${chromium}`);
  if ((await run(join(root, 'lib/launch/bootstrap.mjs'), ['build'])) !== 0) return single('build', false);
  const product = await startProduct(scratch, say);
  try {
    const file = join(scratch, 'playwright.json');
    const code = await run(tool('@playwright/test/cli.js'), ['test', ...args], {
      RAMPART_CHROMIUM: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      ...product.env,
    });
    const tally = readPlaywright(file, code);
    if (tally.failed > 0) say(`The end of the product's log:\n${product.logTail()}`);
    return tally;
  } finally {
    await product.stop();
  }
}

function selected(args: readonly string[]): { parts: readonly Part[]; rest: readonly string[] } {
  const index = args.indexOf('--only');
  if (index === -1) return { parts: PARTS, rest: args };
  const part = PARTS.find((name) => name === args[index + 1]);
  if (part === undefined) {
    say(`--only must be followed by one of ${PARTS.join(', ')}.`);
    process.exit(2);
  }
  return { parts: [part], rest: args.filter((_, place) => place !== index && place !== index + 1) };
}

async function guarded(name: string, work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    say(`${name}: ${messageOf(error)}`);
    return single(name, false);
  }
}

const { parts, rest } = selected(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'rampart-suite-'));
const work: Record<Part, () => Promise<Tally>> = {
  lint,
  unit: () => unit(scratch, rest),
  e2e: () => e2e(scratch, rest),
};
let total = none;
try {
  for (const part of parts) total = add(total, await guarded(part, work[part]));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (total.notes.length > 0) say(`\nFailed:\n${total.notes.map((note) => `  ${note}`).join('\n')}`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
