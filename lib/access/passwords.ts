import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

// OWASP's second choice: 19 MiB, 2 passes, 1 lane; about 25 ms on one core.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

const derive = (message: string, nonce: Buffer, memory: number, passes: number, parallelism: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parameters = { message, nonce, parallelism, tagLength: TAG_BYTES, memory, passes };
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A password as PHC text: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password.normalize('NFKC'), salt, MEMORY_KIB, PASSES, LANES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${bare(salt)}$${bare(tag)}`;
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a password that was just found right should be hashed anew, as its hash is weaker than today's. */
export function isOutdated(hash: string): boolean {
  const [, memory, passes, lanes] = FORM.exec(hash) ?? [];
  return Number(memory) !== MEMORY_KIB || Number(passes) !== PASSES || Number(lanes) !== LANES;
}

// What an unknown person's password is held against, so that the answer takes as long as a known one's.
let decoy: Promise<string> | undefined;

/** Whether a password is the one that was hashed. With no hash it takes the same time and is false. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const match = FORM.exec(hash ?? (await decoy));
  if (!match) return false;
  const [, memory, passes, lanes, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64'),
    Number(memory),
    Number(passes),
    Number(lanes),
  );
  return hash !== null && expected.length === found.length && timingSafeEqual(expected, found);
}
