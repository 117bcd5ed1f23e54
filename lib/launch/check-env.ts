import { demandPort } from './demand-port';
import { messageOf } from './failure';
import { environment } from './prepare';

// Run before a build: what is wrong is named in a second, not after a minute.
try {
  const { PORT } = environment();
  if (process.argv.includes('port')) await demandPort(PORT);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
