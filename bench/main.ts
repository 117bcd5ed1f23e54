import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { prepare } from '@/lib/launch/prepare';
import { type BenchRow, type BenchSuite, meets, ratio } from './row';

/** By name, so that `npm run bench -- rollback` loads only what it runs. */
const SUITES: Record<string, () => Promise<BenchSuite>> = {
  judge: async () => (await import('./judge/suite')).judgeSuite,
  lists: async () => (await import('./lists')).listsSuite,
  controller: async () => (await import('./controller')).controllerSuite,
  overview: async () => (await import('./overview')).overviewSuite,
  'overview-rows': async () => (await import('./overview-rows')).overviewRowsSuite,
  slos: async () => (await import('./slos')).slosSuite,
  telemetry: async () => (await import('./telemetry')).telemetrySuite,
  'judge-speed': async () => (await import('./judge/speed')).judgeSpeedSuite,
  browsers: async () => (await import('./browsers/suite')).browsersSuite,
  pages: async () => (await import('./pages/suite')).pagesSuite,
  // Last: it leaves thousands of releases in flight behind.
  rollback: async () => (await import('./rollback')).rollbackSuite,
};

/** Suites that measure pure code, or start a product of their own: nothing is made ready for them alone. */
const PURE = ['judge', 'judge-speed', 'pages'];

/** Run by name only: a part of `judge`. */
const PARTS = ['judge-speed'];

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

function table(rows: BenchRow[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${number(row.value)} ${row.unit}`,
    `${row.better === 'higher' ? '≥' : '≤'} ${number(row.target)} ${row.unit}`,
    `${number(ratio(row))}×`,
    meets(row) ? 'ok' : 'MISSED',
  ]);
  const all = [['what', 'measured', 'asked', 'ratio', ''], ...cells];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...all.map((line) => line[i]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are: ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}

const say = (line: string): void => console.log(line);
const scratch = mkdtempSync(join(tmpdir(), 'rampart-bench-'));
process.env.RAMPART_DATA_DIR = join(scratch, 'data');
delete process.env.DATABASE_URL;
const names = wanted.length > 0 ? wanted : Object.keys(SUITES).filter((name) => !PARTS.includes(name));
const prepared = names.every((name) => PURE.includes(name)) ? null : await prepare({ demandSecrets: false, say });
Object.assign(process.env, prepared?.childEnv);
const context = { databaseUrl: prepared?.databaseUrl ?? '', env: prepared?.childEnv ?? process.env, say };
const rows: BenchRow[] = [];
try {
  for (const name of names) {
    say(`\n── ${name}`);
    const suite = await SUITES[name]?.();
    const measured = (await suite?.(context)) ?? [];
    rows.push(...measured);
    say(table(measured));
  }
} finally {
  await prepared?.close();
  rmSync(scratch, { recursive: true, force: true });
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, PostgreSQL on the same machine`;
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/latest.json',
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, machine, rows }, null, 2)}\n`,
);
say(`\n${table(rows)}\n\n${machine}\nbench/results/latest.json`);
process.exit(rows.every(meets) ? 0 : 1);
