import { spawn } from 'node:child_process';
import { firstRun } from '@/lib/launch/first-run';
import { freePort } from '@/lib/launch/postgres/port';
import type { BenchContext } from './row';

export const TOKEN = 'rmp_bench_0123456789abcdef';
export const ADMIN = { email: 'bench@example.com', password: 'a long password for the bench' };

/** Runs the production web process against the bench's database. */
export async function startWeb({
  env,
  say,
}: BenchContext): Promise<{ url: string; pid: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  await firstRun({ adminEmail: ADMIN.email, adminPassword: ADMIN.password, bootstrapToken: TOKEN });
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...env, PORT: String(port), RAMPART_URL: url, NEXTAUTH_URL: url },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    const ok = await fetch(`${url}/api/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) break;
    if (tries > 200) throw new Error('the web process did not start');
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  say(`web runs at ${url}`);
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
