import pg from 'pg';
import { migrate } from '@/lib/db/migrate';

/** https://www.postgresql.org/docs/18/errcodes-appendix.html: object_in_use. */
const IN_USE = '55006';

/** A migrated database of its own on the bench's server, for a suite that would leave too much behind. */
export async function scratchDatabase(serverUrl: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `bench_${process.pid}_${Date.now()}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return { url: url.href, drop: () => dropWhenFree(() => run(`DROP DATABASE IF EXISTS ${name}`)) };
}

/** A closed pool's last connections go a moment later, and one that is cut off by force would end the run. */
async function dropWhenFree(drop: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await drop();
    } catch (error) {
      if (tries === 50 || !(error instanceof pg.DatabaseError) || error.code !== IN_USE) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
