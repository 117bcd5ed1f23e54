import { createHash, randomBytes } from 'node:crypto';

/** A UUIDv7: 48 bits of `at` (epoch ms), then randomness; ids made later sort later, to the millisecond. */
export function uuidv7(at: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  return written(bytes, 7);
}

/** The UUID (version 8) of a text: the same text has the same, so that what must be there once has one name. */
export function uuidOf(text: string): string {
  return written(createHash('sha256').update(text).digest().subarray(0, 16), 8);
}

/** Marks these 16 bytes with their version and the variant of RFC 9562 and writes them. */
function written(bytes: Buffer, version: number): string {
  bytes[6] = (version << 4) | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
