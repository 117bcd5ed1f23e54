import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { messageOf, type Say } from '../failure';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
];

const root = join(import.meta.dirname, '../../..');

const PROBE = `import { chromium } from '@playwright/test';
const browser = await chromium.launch({
  executablePath: process.argv[1], timeout: 30000, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
});
const page = await browser.newPage();
await page.goto('data:text/html,<p>ok</p>');
if ((await page.textContent('p')) !== 'ok') process.exit(1);
await browser.close();`;

/**
 * True when the browser really starts (a lean machine may lack a shared library), asked as the tests will use it:
 * through Playwright. The browser from npm paints there, but hangs on --dump-dom.
 */
function works(path: string): boolean {
  const args = ['--input-type=module', '-e', PROBE, path];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', timeout: 60_000 }).status === 0;
}

function installed(): string | undefined {
  const wanted = process.env.RAMPART_CHROMIUM;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(wanted ? [wanted] : []), ...onPath, ...PLACES].find((path) => existsSync(path) && works(path));
}

function fromDebian(say: Say): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say('Installing the Debian package chromium …');
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const args = ['install', '-y', '--no-install-recommends', 'chromium'];
  if (spawnSync('apt-get', args, { ...options, timeout: 600_000 }).status !== 0) {
    spawnSync('apt-get', ['update'], { ...options, timeout: 300_000 });
    spawnSync('apt-get', args, { ...options, timeout: 600_000 });
  }
  return installed();
}

/** Runs `work` with other environment variables, which code of others reads and sets, and puts ours back. */
async function withEnvironment<T>(changed: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, changed);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** `@sparticuz/chromium` carries a browser inside its npm package: it needs neither root nor another download. */
async function fromNpm(say: Say): Promise<string | undefined> {
  const folder = join(tmpdir(), `rampart-chromium-${process.getuid?.() ?? 'user'}`);
  const wrapper = join(folder, 'run');
  try {
    if (existsSync(wrapper) && works(wrapper)) return wrapper;
    say('Unpacking the browser of the package @sparticuz/chromium …');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // The package unpacks its shared libraries only where it believes to be on AWS Lambda.
    const binary = await withEnvironment({ TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' }, async () => {
      const { default: chromium } = await import('@sparticuz/chromium');
      return chromium.executablePath();
    });
    const libraries = `${join(folder, 'al2023', 'lib')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`;
    const script = `#!/bin/sh\nexport LD_LIBRARY_PATH="${libraries}" FONTCONFIG_PATH="${join(folder, 'fonts')}"\nexec "${binary}" "$@"\n`;
    writeFileSync(wrapper, script, { mode: 0o755 });
    return works(wrapper) ? wrapper : undefined;
  } catch (error) {
    say(`The browser of @sparticuz/chromium does not start here: ${messageOf(error)}`);
    return undefined;
  }
}

function fromPlaywright(say: Say): string | undefined {
  say("Downloading Playwright's Chromium …");
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 600_000 });
  const script = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
  const path = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout;
  return path !== '' && existsSync(path) && works(path) ? path : undefined;
}

/** The path of a Chromium that starts on this machine, installing one where there is none; undefined when all fails. */
export async function findChromium(say: Say): Promise<string | undefined> {
  return installed() ?? fromDebian(say) ?? (await fromNpm(say)) ?? fromPlaywright(say);
}

/** Only for a check of the way that needs no root: the browser from npm. */
export const chromiumFromNpm = fromNpm;
