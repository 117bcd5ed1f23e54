import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key of `RAMPART_SECRET_KEY` (base64 of 32 bytes). Throws a RangeError when it is not that. */
export function secretKey(base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new RangeError('RAMPART_SECRET_KEY must be base64 of 32 bytes');
  return key;
}

/**
 * Seals a secret with AES-256-GCM. `context` names what it belongs to (`provider:checkout`): a sealed text copied to
 * another place does not open there.
 */
export function seal(key: Buffer, plain: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
}

/** Opens what `seal` made. Throws when the key, the context or a single bit differs. */
export function open(key: Buffer, sealed: string, context: string): string {
  const [version, data] = sealed.split('.');
  if (version !== VERSION || !data) throw new Error(`a sealed secret of ${context} has an unknown form`);
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error(`a sealed secret of ${context} is too short`);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** The context under which a service's provider secret is sealed. */
export const providerSecretContext = (service: string): string => `provider:${service}`;

/** The context under which an integration's signing secret is sealed. */
export const integrationSecretContext = (integration: string): string => `integration:${integration}`;
