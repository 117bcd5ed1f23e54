import { createPool } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { verifyOn } from './verify';

// `DATABASE_URL=… npx tsx lib/audit/cli.ts`: checks the record without the product running; exits 1 when it is broken.
const { DATABASE_URL, RAMPART_DATA_DIR } = env();
if (!DATABASE_URL) throw new Error('DATABASE_URL is not set');
const pool = createPool(DATABASE_URL, { max: 1 });
const found = await verifyOn(pool, RAMPART_DATA_DIR);
await pool.end();
process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
process.exitCode = found.ok ? 0 : 1;
