import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Whom PostgreSQL runs as. `undefined` is the present user; root needs another one, as PostgreSQL refuses root. */
export type ServerUser = { uid: number; gid: number } | undefined;

const NOBODY = { uid: 65534, gid: 65534 };

function fromPasswd(name: string): { uid: number; gid: number } | undefined {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/** The owner of an existing cluster, else `nobody`, when this process is root; otherwise the present user. */
export function serverUser(cluster?: string): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  if (cluster !== undefined) {
    const owner = statSync(cluster, { throwIfNoEntry: false });
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  return fromPasswd('nobody') ?? NOBODY;
}

/** True when that user can enter `directory`; asked of the system itself, so ACLs and mounts count too. */
export function canReach(user: ServerUser, directory: string): boolean {
  if (!user) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}

/** The environment the server's programs run in: the same on every machine, and none of our secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
