import { z } from 'zod';

// Gates and values are kept by name in plain objects, which have these from the start.
const isFree = (name: string): boolean => !(name in Object.prototype);
const RESERVED = { error: 'is reserved' };

/** Names of services, plans, rings, gates: lower case, digits, dash, dot, underscore; they appear in URLs and queries. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/, {
    // What was left empty, or not chosen, needs no lesson in spelling.
    error: ({ input }) =>
      input === '' ? 'is needed' : 'must be 1 to 63 characters: lower-case letters, digits, and . _ - inside',
  })
  .refine(isFree, RESERVED);

/** What a service calls one of its own measurements: as a name, but in any case. */
export const valueKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, {
    error: 'must be 1 to 63 characters: letters, digits, and . _ - inside',
  })
  .refine(isFree, RESERVED);

/** A version as CD says it: opaque, but short and printable. */
export const versionSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/, { error: 'must be printable characters without spaces' });

export const reasonSchema = z.string().trim().min(1, { error: 'must not be empty' }).max(2000);
