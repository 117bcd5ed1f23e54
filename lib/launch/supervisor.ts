import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { pause, type Say } from './failure';

/** One supervised process: a Node script (TypeScript through tsx) and its environment. */
export type ProcessSpec = {
  name: string;
  script: string;
  args?: readonly string[];
  env: NodeJS.ProcessEnv;
  /** It makes processes of its own that must not inherit our watch over the parent (`next dev`). */
  alone?: boolean;
};

export type Supervisor = {
  start(spec: ProcessSpec): void;
  /** Ends all, at most `graceMs` after SIGTERM by SIGKILL. Nothing is restarted from then on. */
  stop(graceMs?: number): Promise<void>;
  /** Rejects when a process keeps failing without ever having run for `STEADY_MS`. */
  readonly hopeless: Promise<never>;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const STEADY_MS = 30_000;
const HOPELESS_AFTER = 6;

/** How long to wait before the nth restart in a row (from 1): 0.5, 1, 2, 4, 8, 10, 10 … s. */
export function restartWait(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
}

function run(spec: ProcessSpec): ChildProcess {
  const preload = spec.alone ? [] : ['--import', pathToFileURL(join(import.meta.dirname, 'with-parent.mjs')).href];
  const root = join(import.meta.dirname, '../..');
  const typescript = spec.script.endsWith('.ts')
    ? ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href]
    : [];
  return spawn(process.execPath, [...preload, ...typescript, spec.script, ...(spec.args ?? [])], {
    cwd: root,
    env: spec.env,
    stdio: spec.alone ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Keeps processes running: restarts one that ends, with a growing pause, and passes their lines to `print`. */
export function createSupervisor(print: (name: string, line: string) => void, say: Say): Supervisor {
  const running = new Set<ChildProcess>();
  let stopping = false;
  let giveUp: (error: Error) => void = () => {};
  const hopeless = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  hopeless.catch(() => {});

  const keep = async (spec: ProcessSpec) => {
    for (let failures = 0, everSteady = false; !stopping; ) {
      const begun = performance.now();
      const child = run(spec);
      running.add(child);
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', (line) => print(spec.name, line));
      }
      const how = await new Promise<string>((resolve) => {
        child.once('error', (error) => resolve(error.message));
        child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
      });
      running.delete(child);
      if (stopping) return;
      const steady = performance.now() - begun > STEADY_MS;
      everSteady ||= steady;
      failures = steady ? 1 : failures + 1;
      if (!everSteady && failures >= HOPELESS_AFTER) {
        giveUp(new Error(`${spec.name} ends again and again (${how}); its last lines are above.`));
        return;
      }
      const wait = restartWait(failures);
      say(`${spec.name} ended (${how}); starting it again in ${wait / 1000} s.`);
      await pause(wait);
    }
  };

  return {
    hopeless,
    start: (spec) => void keep(spec),
    async stop(graceMs = 8_000) {
      stopping = true;
      const ended = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of running) child.kill('SIGTERM');
      const late = setTimeout(() => {
        for (const child of running) child.kill('SIGKILL');
      }, graceMs);
      await Promise.all(ended);
      clearTimeout(late);
    },
  };
}
