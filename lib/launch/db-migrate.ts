import { LaunchError } from './failure';
import { prepare } from './prepare';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const prepared = await prepare({ demandSecrets: false, say });
  await prepared.close();
  say('The database is up to date.');
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
