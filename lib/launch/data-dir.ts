import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LaunchError, messageOf } from './failure';

/** Makes the data directory (its secrets are readable by its owner alone) and returns its absolute path. */
export function openDataDir(path: string): string {
  const directory = resolve(path);
  try {
    mkdirSync(directory, { recursive: true });
    // As root the cluster inside belongs to another user, who must be able to pass through; files keep 0600.
    const wanted = process.getuid?.() === 0 ? 0o711 : 0o700;
    if ((statSync(directory).mode & 0o077) !== (wanted & 0o077)) chmodSync(directory, wanted);
    const trial = join(directory, `.write-test.${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
    // Earlier versions left theirs behind.
    rmSync(join(directory, '.write-test'), { force: true });
  } catch (error) {
    throw new LaunchError(`RAMPART_DATA_DIR must be a directory that can be written: ${messageOf(error)}`);
  }
  return directory;
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writeSecretFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/** The JSON of a file in the data directory, or undefined when there is none. */
export function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new LaunchError(`${file} cannot be read (${messageOf(error)}). Restore it from a backup.`);
  }
}

/** A secret kept in the data directory: generated the first time, the same ever after. */
export function keptSecret(dataDir: string, name: string, generate: () => string): string {
  const file = join(dataDir, name);
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept !== '') return kept;
  }
  const fresh = generate();
  writeSecretFile(file, `${fresh}\n`);
  return fresh;
}
