import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createPool } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { verifyOn } from './verify';
import { publishedSchema, verifyExport } from './verify-export';

// `npm run audit:check -- record.ndjson [audit-heads.ndjson]` checks an export, with nothing but the file;
// `DATABASE_URL=… npm run audit:check` the record in a database, without the product running. Exits 1 when it is broken.
const [file, heads] = process.argv.slice(2);
const missing = [file, heads].find((path) => path !== undefined && !existsSync(path));
const found = missing ? null : await (file ? ofExport(file) : ofDatabase());
if (found) {
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  process.exitCode = found.ok ? 0 : 1;
} else {
  const why = missing ? `There is no file ${missing}.\n` : '';
  process.stderr.write(
    `${why}Say what to check: an export (npm run audit:check -- record.ndjson), or DATABASE_URL of a database.\n`,
  );
  process.exitCode = 2;
}

function ofExport(path: string) {
  const published = heads
    ? lines(readFileSync(heads, 'utf8')).map((line) => publishedSchema.parse(JSON.parse(line)))
    : [];
  return verifyExport(createInterface({ input: createReadStream(path) }), published);
}

async function ofDatabase() {
  const { DATABASE_URL, RAMPART_DATA_DIR } = env();
  if (!DATABASE_URL) return null;
  const pool = createPool(DATABASE_URL, { max: 1 });
  try {
    return await verifyOn(pool, RAMPART_DATA_DIR);
  } finally {
    await pool.end();
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
