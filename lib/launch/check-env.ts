import { messageOf } from './failure';
import { environment } from './prepare';

// Run before a build: a wrong environment is named in a second, not after a minute.
try {
  environment();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
