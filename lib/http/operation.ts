import type { z } from 'zod';
import type { Scope } from '@/lib/access/scopes';

type MaybeSchema = z.ZodType | undefined;

/** What a route is, apart from what it does: read by the wrapper, the OpenAPI document, the client and the tests. */
export type Operation<
  P extends MaybeSchema = MaybeSchema,
  Q extends MaybeSchema = MaybeSchema,
  B extends MaybeSchema = MaybeSchema,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As OpenAPI writes it: `/api/v1/services/{service}`. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  /** `public`: anyone. `person`: any caller. `session`: a signed-in browser only. `signature`: the body is signed, the route checks it. */
  scope: Scope | 'public' | 'person' | 'session' | 'signature';
  /**
   * Where the scope must be held. `everything` (the default): by a role everywhere. `target`: the verb asks about the very
   * service, release, plan or team it changes (`authorize`); at the door it is enough to hold the scope in one team.
   */
  reach?: 'everything' | 'target';
  params?: P;
  query?: Q;
  body?: B;
  /** Media types of a body that the route reads itself, byte by byte. */
  takes?: readonly string[];
  /** No body means the same as `{}`: for actions, whose fields are all optional. */
  bodyOptional?: boolean;
  /** Most bytes of a body; 1 MB when absent. */
  maxBytes?: number;
  /** Whether `Idempotency-Key` counts; every POST but telemetry. */
  idempotent?: boolean;
  /** The answer holds a secret: it is sealed where it is kept for a repeat. */
  secretAnswer?: boolean;
  /** Answers that are no problem documents: status → what it is, and its schema where it is JSON. */
  answers: Record<number, { description: string; schema?: z.ZodType; type?: string }>;
};

/** Declares an operation and keeps the exact types of its schemas. */
export const operation = <
  P extends MaybeSchema = undefined,
  Q extends MaybeSchema = undefined,
  B extends MaybeSchema = undefined,
>(
  spec: Operation<P, Q, B>,
): Operation<P, Q, B> => spec;

export type Parsed<S extends MaybeSchema> = S extends z.ZodType ? z.output<S> : undefined;
