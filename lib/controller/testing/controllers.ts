import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createEgress } from '@/lib/providers/egress';
import { judgeByTelemetry } from '@/lib/releases/lane/evidence';
import { type Controller, startController } from '../controller';
import { driversOf } from '../drivers';
import { RecordingProvider } from './provider';
import type { Doors } from './world';

const KEY = Buffer.alloc(32, 7);

/**
 * Call once at the top of a test file, after `withTestDatabase()`: one replica in this process, without the job
 * engine, and a provider for its commands. Both run from `beforeAll` on.
 */
export function withController(db: Doors, now: () => number = Date.now) {
  const provider = new RecordingProvider();
  const egress = createEgress();
  let controller: Controller | undefined;

  beforeAll(async () => {
    await provider.start();
    const doors = { sql: db.sql, inTransaction: db.inTransaction };
    controller = await startController({
      connectionString: db.url,
      ...doors,
      side: doors,
      judge: judgeByTelemetry,
      now,
      driver: driversOf(() => KEY, { egress, now }),
    });
  });

  afterAll(async () => {
    await controller?.stop(500);
    await egress.close();
    await provider.stop();
  });

  return {
    provider,
    /** Rounds of the controller that ended in an error. */
    get errors() {
      return controller?.stats.errors ?? 0;
    },
  };
}

export type Replica = {
  child: ChildProcess;
  exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
};

/** One replica as it runs in production: its own process. */
export function controllerProcess(db: Doors): Replica {
  const root = resolve(import.meta.dirname, '../../..');
  const child = spawn(
    resolve(root, 'node_modules/.bin/node'),
    ['--import', 'tsx', resolve(root, 'lib/controller/main.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: db.url,
        RAMPART_SECRET_KEY: KEY.toString('base64'),
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
      },
    },
  );
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return {
    child,
    exited,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}
