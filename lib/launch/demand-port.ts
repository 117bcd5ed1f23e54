import { LaunchError, pause } from './failure';
import { isFree } from './postgres/port';

/** A predecessor that was just killed gives its port back within a moment. */
export async function demandPort(port: number, tries = 20): Promise<void> {
  for (let tried = 0; tried <= tries; tried += 1) {
    if ((await isFree(port, '0.0.0.0')) && (await isFree(port, '127.0.0.1'))) return;
    if (tried < tries) await pause(250);
  }
  const who = (await isRampart(port))
    ? `Rampart runs there already (http://localhost:${port})`
    : 'another program has it';
  throw new LaunchError(`PORT ${port} is taken: ${who}. Stop it, or choose another: PORT=${port + 1}`);
}

async function isRampart(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/readyz`, { signal: AbortSignal.timeout(2_500) });
    return (await answer.text()).includes('"name":"database"');
  } catch {
    return false;
  }
}
