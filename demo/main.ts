import pino from 'pino';
import { readEnv } from './env';
import { startFleet } from './fleet';

/** `tsx demo/main.ts`: the sample fleet as a process of its own. Ends within 5 s of SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = pino({ name: 'fleet', level: env.logLevel });
  const fleet = await startFleet(env, log);
  log.info({ control: fleet.url, rampart: env.url }, 'sample fleet runs');

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Whatever still hangs after this does not keep the machine waiting.
    setTimeout(() => process.exit(0), 4_500).unref();
    fleet.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
