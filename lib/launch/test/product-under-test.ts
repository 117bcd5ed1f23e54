import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Say } from '../failure';
import { LaunchError } from '../failure';
import { freePort } from '../postgres/port';

/** A running product: `env` tells Playwright where it is and how to sign in. */
export type ProductUnderTest = { env: Record<string, string>; logTail(): string; stop(): Promise<void> };

const READY_LIMIT_MS = 120_000;
const root = join(import.meta.dirname, '../../..');

/** Starts the demo (with its sample fleet and real traffic) on a free port, with its data in `scratch`. */
export async function startProduct(scratch: string, say: Say): Promise<ProductUnderTest> {
  const port = await freePort();
  const access = {
    RAMPART_URL: `http://localhost:${port}`,
    RAMPART_ADMIN_EMAIL: 'admin@example.com',
    RAMPART_ADMIN_PASSWORD: 'a long password for tests',
    RAMPART_BOOTSTRAP_TOKEN: 'rmp_browser_tests_0123456789',
    RAMPART_DATA_DIR: join(scratch, 'data'),
  };
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', loader, join(root, 'lib/launch/demo.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...access, DATABASE_URL: '', PORT: String(port), RAMPART_DESIGN_PAGE: '1' },
  });
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      lines.push(...chunk.toString('utf8').split('\n'));
      lines.splice(0, Math.max(0, lines.length - 400));
      if (lines.some((line) => line.includes('Rampart is ready'))) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    setTimeout(() => reject(new Error('it took too long')), READY_LIMIT_MS).unref();
    exited.then(() => reject(new Error('it ended')));
  });
  const logTail = () => lines.slice(-60).join('\n');
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(late);
  };
  try {
    await ready;
  } catch (error) {
    await stop();
    throw new LaunchError(`The product did not start for the browser tests (${String(error)}):\n${logTail()}`);
  }
  say(`The product runs at ${access.RAMPART_URL}`);
  return { env: access, logTail, stop };
}
