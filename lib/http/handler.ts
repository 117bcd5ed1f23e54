import type { z } from 'zod';
import { type Caller, requireScope, requireSession, requireSomewhere } from '@/lib/access/caller';
import type { Principal } from '@/lib/access/principal';
import { open, seal } from '@/lib/access/secrets';
import { type Composition, composition } from '@/lib/composition';
import { AppError } from '@/lib/errors';
import { authenticate } from './authenticate';
import { parseJson, readBytes } from './body';
import { unavailable } from './database-errors';
import { idempotencyKey, once } from './idempotency';
import type { Operation, Parsed } from './operation';
import { parse } from './parse';
import { problem } from './problem';
import { toAppError } from './to-app-error';
import { whileReached } from './while-reached';

type MaybeSchema = z.ZodType | undefined;

/** The part of an operation that the wrapper needs; a whole `Operation` fits. */
export type RouteSpec<P extends MaybeSchema, Q extends MaybeSchema, B extends MaybeSchema> = Pick<
  Operation<P, Q, B>,
  'scope' | 'reach' | 'params' | 'query' | 'body' | 'bodyOptional' | 'maxBytes' | 'idempotent' | 'secretAnswer'
>;

export type Call<P extends MaybeSchema, Q extends MaybeSchema, B extends MaybeSchema> = {
  request: Request;
  deps: Composition;
  /** Who asks. On a `public` or `signature` route nobody was asked for: reading it throws. */
  principal: Principal;
  caller: Caller;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
};

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = ((request: Request, context?: Context) => Promise<Response>) & { operation: unknown };

/**
 * Makes a route handler: authenticates, checks the scope, reads a bounded body, parses everything by its schema, runs `fn`
 * once per `Idempotency-Key`, and maps whatever is thrown to problem+json.
 */
export function handle<
  P extends MaybeSchema = undefined,
  Q extends MaybeSchema = undefined,
  B extends MaybeSchema = undefined,
>(spec: RouteSpec<P, Q, B>, fn: (call: Call<P, Q, B>) => Promise<Response> | Response): RouteHandler {
  const handler = async (request: Request, context?: Context): Promise<Response> => {
    try {
      const answer = await serve(spec, fn, request, context);
      return request.method === 'HEAD' ? await withoutBody(answer) : answer;
    } catch (thrown) {
      return problem(toAppError(thrown));
    }
  };
  return Object.assign(handler, { operation: spec });
}

/** Next answers HEAD by the handler of GET: what it would stream (an export, live events) must not be made for nobody. */
async function withoutBody(answer: Response): Promise<Response> {
  await answer.body?.cancel();
  return new Response(null, answer);
}

/** Senders of telemetry give up after seconds themselves, and what was stored all the same counts once. */
const INGEST_WITHIN_MS = 5_000;

/** A database that hangs is told to whoever waits long before its connections break. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('brokenOff')), INGEST_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function serve<P extends MaybeSchema, Q extends MaybeSchema, B extends MaybeSchema>(
  spec: RouteSpec<P, Q, B>,
  fn: (call: Call<P, Q, B>) => Promise<Response> | Response,
  request: Request,
  context: Context | undefined,
): Promise<Response> {
  const deps = composition();
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const timely =
    spec.scope === 'ingest' ? inTime : <T>(work: Promise<T>) => (reading ? whileReached(deps.sql, work) : work);
  const caller = await timely(identify(spec, request, deps));
  const params = parseParams(spec.params, request, await context?.params);
  const query = spec.query ? parse(spec.query, queryObject(request), 'The query') : undefined;
  const body = spec.body ? await parseBody(spec, spec.body, request) : undefined;
  const call: Call<P, Q, B> = {
    request,
    deps,
    get principal() {
      return known(caller).principal;
    },
    get caller() {
      return known(caller);
    },
    params: params as Parsed<P>,
    query: query as Parsed<Q>,
    body: body as Parsed<B>,
  };
  const run = () => timely(Promise.resolve().then(() => fn(call)));
  const key = request.method === 'POST' && spec.idempotent !== false && caller ? idempotencyKey(request) : null;
  if (key === null || !caller) return run();
  const guarded = () => run().catch((thrown: unknown) => problem(toAppError(thrown)));
  const path = new URL(request.url).pathname;
  const vault = spec.secretAnswer ? vaultOf(deps.secretKey, `answer:${caller.key}:${path}:${key}`) : undefined;
  return once(deps.sql, { caller: caller.key, path, key, body, vault }, guarded);
}

const vaultOf = (key: Buffer, context: string) => ({
  seal: (text: string) => seal(key, text, context),
  open: (sealed: string) => open(key, sealed, context),
});

async function identify(
  spec: Pick<Operation, 'scope' | 'reach'>,
  request: Request,
  deps: Composition,
): Promise<Caller | null> {
  if (spec.scope === 'public' || spec.scope === 'signature') return null;
  const caller = await authenticate(request, deps);
  if (spec.scope === 'person') return caller;
  if (spec.scope === 'session') return requireSession(caller);
  if (spec.reach === 'target') requireSomewhere(caller, spec.scope);
  else requireScope(caller, spec.scope);
  return caller;
}

function known(caller: Caller | null): Caller {
  if (!caller) throw new Error('this route does not ask who calls');
  return caller;
}

/** A path that no name or id can have leads nowhere (404); only PUT, which would make it, says what a name must be. */
function parseParams(schema: MaybeSchema, request: Request, raw: unknown): unknown {
  if (!schema) return undefined;
  const decoded = raw ?? {};
  if (request.method === 'PUT') return parse(schema, decoded, 'The path');
  const result = schema.safeParse(decoded);
  if (result.success) return result.data;
  throw new AppError('not_found', `Nothing is at ${new URL(request.url).pathname}.`);
}

/** Repeated keys become lists, so that a schema can refuse or take them. */
function queryObject(request: Request): Record<string, string | string[]> {
  const search = new URL(request.url).searchParams;
  return Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key);
      return [key, values.length === 1 && values[0] !== undefined ? values[0] : values];
    }),
  );
}

async function parseBody(
  spec: Pick<Operation, 'bodyOptional' | 'maxBytes'>,
  schema: z.ZodType,
  request: Request,
): Promise<unknown> {
  const value = parseJson(await readBytes(request, spec.maxBytes));
  if (value === undefined && !spec.bodyOptional) throw new AppError('bad_request', 'A JSON body is needed.');
  return parse(schema, value ?? {}, 'The body');
}
