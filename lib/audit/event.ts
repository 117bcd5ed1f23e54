import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Principal } from '@/lib/access/principal';

/** A fact to be recorded. `chain` is a release's id, `service:<name>`, `plan:<name>` or `system`. */
export type AuditDraft = {
  chain: string;
  releaseId?: string;
  service?: string;
  /** Dotted, past tense: `release.created`. */
  type: string;
  actor: Principal;
  reason?: string;
  data: Record<string, unknown>;
  at: Date;
};

/** A fact as it is hashed: plain JSON, `at` in ISO 8601 UTC with milliseconds. */
export type AuditFact = {
  id: string;
  chain: string;
  seq: number;
  releaseId: string | null;
  service: string | null;
  type: string;
  actor: unknown;
  reason: string | null;
  data: unknown;
  at: string;
};

/** What an empty chain, and the chain of seals, begin with. */
export const GENESIS = '0'.repeat(64);

/** The hash of a fact: SHA-256 over the hash before it and the RFC 8785 form of the fact. Hex. */
export function eventHash(prevHash: string, fact: AuditFact): string {
  return createHash('sha256')
    .update(prevHash)
    .update('\n')
    .update(canonicalize(fact) ?? '')
    .digest('hex');
}

/**
 * A value as PostgreSQL gives it back from `jsonb`, so that the hash made now is the hash found later:
 * dates and the like through `toJSON`, no `undefined`, no U+0000 and no lone surrogate (neither can be stored).
 */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, inner) => {
    if (typeof inner === 'string') return storableText(inner);
    return inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? withStorableKeys(inner) : inner;
  }) as T;
}

/** Text without the two things PostgreSQL cannot store. */
export const storableText = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd');

function withStorableKeys(record: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(record);
  if (keys.every((key) => storableText(key) === key)) return record;
  return Object.fromEntries(keys.map((key) => [storableText(key), record[key]]));
}
