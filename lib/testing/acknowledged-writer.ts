import pg from 'pg';
import { startPostgres } from '@/lib/launch/postgres/start';

// A process of its own for the durability tests: starts the server of the data directory it is given, writes one row
// after the other, and prints the number of each as soon as its commit is acknowledged.
const server = await startPostgres({ dataDir: process.argv[2] ?? '' });
const client = new pg.Client({ connectionString: server.url });
client.on('error', () => {});
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS written (n int PRIMARY KEY)');
for (let n = 1; ; n += 1) {
  await client.query('INSERT INTO written VALUES ($1)', [n]);
  process.stdout.write(`${n}\n`);
}
