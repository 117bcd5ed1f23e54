import { join } from 'node:path';
import { type ConsoleStyle, formatLine } from './console';
import { demandPort } from './demand-port';
import { LaunchError, messageOf, pause, type Say } from './failure';
import { firstRun } from './first-run';
import { type Prepared, prepare } from './prepare';
import { adminOf, bootstrapTokenOf } from './secrets';
import { createSupervisor, type ProcessSpec, type Supervisor } from './supervisor';

export type Part = 'web' | 'web-dev' | 'controller' | 'fleet';

/** What one command runs. `demandSecrets`: production's rule; `sample`: a bootstrap token is made for the fleet. */
export type Product = { parts: readonly Part[]; style: ConsoleStyle; demandSecrets: boolean; sample: boolean };

const root = join(import.meta.dirname, '../..');
const READY_LIMIT_MS = 90_000;
/** How long children may take to finish; the server's stop comes after, all within 10 s. */
const GRACE_MS = 7_500;

function specOf(part: Part, prepared: Prepared, token: string | undefined): ProcessSpec {
  const next = join(root, 'node_modules/next/dist/bin/next');
  const port = String(prepared.env.PORT);
  switch (part) {
    case 'web':
      return { name: 'web', script: next, args: ['start', '-p', port], env: prepared.childEnv };
    case 'web-dev':
      return {
        name: 'web',
        script: next,
        args: ['dev', '-p', port],
        alone: true,
        env: { ...prepared.childEnv, NODE_ENV: 'development' },
      };
    case 'controller':
      return { name: 'controller', script: join(root, 'lib/controller/main.ts'), env: prepared.childEnv };
    case 'fleet':
      return {
        name: 'fleet',
        script: join(root, 'demo/main.ts'),
        env: {
          // Its releases are seen in the browser; the console is to end with where that is.
          LOG_LEVEL: 'warn',
          ...prepared.childEnv,
          RAMPART_URL: `http://127.0.0.1:${port}`,
          RAMPART_TOKEN: token ?? '',
        },
      };
  }
}

async function whenReady(port: number): Promise<void> {
  const end = performance.now() + READY_LIMIT_MS;
  for (let why = 'it did not answer'; ; ) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/readyz`, { signal: AbortSignal.timeout(5_000) });
      if (answer.status === 200) return;
      why = `GET /api/readyz answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
    } catch (error) {
      why = messageOf(error);
    }
    if (performance.now() > end)
      throw new LaunchError(`Rampart did not get ready in ${READY_LIMIT_MS / 1000} s: ${why}`);
    await pause(150);
  }
}

async function seed(prepared: Prepared, token: string | undefined, sampleUsers: boolean): Promise<void> {
  process.env.DATABASE_URL = prepared.databaseUrl;
  process.env.RAMPART_SECRET_KEY = prepared.childEnv.RAMPART_SECRET_KEY;
  const admin = adminOf(prepared.env, prepared.dataDir);
  await firstRun({ ...admin, ...(token === undefined ? {} : { bootstrapToken: token }), sampleUsers });
}

function welcome(prepared: Prepared, say: Say): void {
  const { adminEmail, adminPassword } = adminOf(prepared.env, prepared.dataDir);
  const given = prepared.env.RAMPART_ADMIN_PASSWORD !== undefined;
  say('');
  say(`  Rampart is ready: ${prepared.url}`);
  say(
    `  Sign in as ${adminEmail} with ${given ? 'the password of RAMPART_ADMIN_PASSWORD' : `the password ${adminPassword}`}`,
  );
  if (!given) say(`  (the first password, kept in ${join(prepared.dataDir, 'admin-password')})`);
  say('  Ctrl-C stops everything.');
  say('');
}

/** Resolves with the reason to stop: a signal, or the end of the process that started this one. */
function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(signal));
    }
    if (process.channel) {
      process.once('disconnect', () => resolve('the end of its parent'));
      process.channel.unref();
    }
  });
}

async function open(product: Product, prepared: Prepared, supervisor: Supervisor, say: Say): Promise<void> {
  const serves = product.parts.some((part) => part.startsWith('web'));
  if (serves) await demandPort(prepared.env.PORT);
  const token = product.sample
    ? bootstrapTokenOf(prepared.env, prepared.dataDir)
    : prepared.env.RAMPART_BOOTSTRAP_TOKEN;
  await seed(prepared, token, product.sample);
  const specs = product.parts.map((part) => ({ part, spec: specOf(part, prepared, token) }));
  for (const { part, spec } of specs) if (part !== 'fleet') supervisor.start(spec);
  if (!serves) return;
  await whenReady(prepared.env.PORT);
  for (const { part, spec } of specs) if (part === 'fleet') supervisor.start(spec);
  welcome(prepared, say);
}

/** Runs the product until a signal comes, then stops everything in order within 10 s. Sets the exit code. */
export async function runProduct(product: Product): Promise<void> {
  const say: Say = (line) => process.stdout.write(`${line}\n`);
  const stop = stopRequested();
  let prepared: Prepared | undefined;
  const supervisor = createSupervisor((name, line) => {
    const shown = formatLine(name, line, product.style);
    if (shown !== undefined) say(shown);
  }, say);
  try {
    const started = prepare({ demandSecrets: product.demandSecrets, say });
    prepared = await started;
    const running = open(product, prepared, supervisor, say).then(() => new Promise<never>(() => {}));
    const reason = await Promise.race([stop, running, supervisor.hopeless]);
    say(`Stopping (${reason}) …`);
  } catch (error) {
    process.exitCode = 1;
    say('');
    say(
      error instanceof LaunchError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
  }
  await supervisor.stop(GRACE_MS);
  await prepared?.close();
  say('Stopped.');
  process.exit();
}
