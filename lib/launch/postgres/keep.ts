import { messageOf, pause, type Say } from '../failure';
import { gone } from './postmaster';
import { type Embedded, type StartOptions, startPostgres } from './start';

const LOOK_EVERY_MS = 1_000;

/**
 * Keeps an embedded server running while this process does: a postmaster that was killed (by hand, by the system for
 * its memory) is started again on its port, and whoever waits for the database goes on. Call `leave` to stop keeping it.
 */
export function keepPostgres(first: Embedded, options: StartOptions): { leave(): Promise<void> } {
  const say: Say = options.say ?? (() => {});
  let server = first;
  let leaving = false;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!leaving) {
      if (!(await gone(server.pid, LOOK_EVERY_MS))) continue;
      if (!leaving) await startAgain();
    }
  }

  async function startAgain(): Promise<void> {
    say('PostgreSQL ended; starting it again …');
    try {
      const again = await startPostgres(options);
      if (again.port !== server.port)
        say(`PostgreSQL had to move to port ${again.port}: restart Rampart to follow it.`);
      else say('PostgreSQL runs again.');
      server = again;
    } catch (error) {
      say(`PostgreSQL does not start again: ${messageOf(error)}`);
      await pause(5 * LOOK_EVERY_MS);
    }
  }

  return {
    leave: async () => {
      leaving = true;
      await watching;
      await server.leave();
    },
  };
}
