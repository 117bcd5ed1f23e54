import { z } from 'zod';
import { SCOPE_MEANS, SCOPES, type Scope } from '@/lib/access/scopes';
import type { Operation } from '@/lib/http/operation';
import { releaseSchema } from '@/lib/releases/schema';
import { serviceSchema } from '@/lib/services/view';
import { OPERATIONS } from './table';

type Json = Record<string, unknown>;

/** What a schema looks like in the document: what may be sent, or what is answered. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

const PROBLEMS: Record<number, string> = {
  400: 'Malformed: not JSON, a wrong type, a missing or unknown field',
  401: 'No or no good token or session',
  403: 'A permission is missing; says which',
  404: 'Unknown',
  405: 'Not a method of this address; `Allow` says which are',
  409: 'The present state does not allow it; says the state and what is allowed',
  412: '`If-Match` named another version',
  413: 'The body is too large',
  422: 'Well-formed, but it means nothing here',
  429: 'Too many; `Retry-After` says when to try again',
  503: 'The database cannot be reached right now',
};

/** Which refusals an operation can answer with. */
function problemsOf({ scope, params, query, body, takes, method }: Operation): number[] {
  const input = params || query || body || takes;
  return [
    ...(input ? [400] : []),
    ...(scope === 'public' ? [] : [401]),
    ...(scope === 'public' || scope === 'signature' ? [] : scope === 'person' ? [429] : [403, 429]),
    ...(params ? [404] : []),
    ...(method === 'GET' ? [] : [409]),
    ...(method === 'PUT' ? [412] : []),
    ...(body || takes ? [413] : []),
    ...(input ? [422] : []),
    503,
  ];
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Schemas that many operations share, said once. */
const SHARED = new Map<z.ZodType, string>([
  [releaseSchema, 'Release'],
  [serviceSchema, 'Service'],
]);

const answerSchema = (schema: z.ZodType): Json => {
  const name = SHARED.get(schema);
  return name ? reference(name) : jsonSchema(schema, 'output');
};

function answers(operation: Operation): Json {
  const good = Object.entries(operation.answers).map(([status, { description, schema, type }]) => {
    if (type) return [status, { description, content: { [type]: { schema: { type: 'string' } } } }];
    if (!schema) return [status, { description }];
    return [status, { description, content: { 'application/json': { schema: answerSchema(schema) } } }];
  });
  const bad = problemsOf(operation)
    .filter((status) => !(status in operation.answers))
    .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]);
  return Object.fromEntries([...good, ...bad]);
}

function parameters({ params, query, method, idempotent }: Operation): Json[] {
  const from = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, ...shape }]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shape,
    }));
  };
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...from(params, 'path'),
    ...from(query, 'query'),
    ...(method === 'POST' && idempotent !== false
      ? [header('Idempotency-Key', 'Makes a repeat safe: kept 24 h per caller and path')]
      : []),
    ...(method === 'PUT' ? [header('If-Match', 'The ETag this change was made from')] : []),
  ];
}

function requestBody({ body, bodyOptional, takes }: Operation): Json {
  if (body) {
    const content = { 'application/json': { schema: jsonSchema(body, 'input') } };
    return { requestBody: { required: !bodyOptional, content } };
  }
  if (!takes) return {};
  const content = takes.map((type) => [type, type.endsWith('json') ? { schema: { type: 'object' } } : {}]);
  return { requestBody: { required: true, content: Object.fromEntries(content) } };
}

const isScope = (scope: Operation['scope']): scope is Scope => SCOPES.some((one) => one === scope);

function entry(operation: Operation): Json {
  const { scope, reach, summary, description, tag, method, path } = operation;
  const id = `${method.toLowerCase()}${path
    .replace(/^\/api(\/v1)?/, '')
    .replace(/[{}]/g, '')
    .replace(/[/.\-_]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
  const needs = isScope(scope) ? scope : undefined;
  const where = reach === 'target' ? ' on what it acts on: everywhere, or in the team that owns it' : '';
  const words = [description, needs && `Needs \`${needs}\`${where}: ${SCOPE_MEANS[needs]}.`]
    .filter(Boolean)
    .join('\n\n');
  return {
    operationId: id,
    summary,
    ...(words ? { description: words } : {}),
    tags: [tag],
    security:
      scope === 'public'
        ? []
        : scope === 'signature'
          ? [{ signature: [] }]
          : scope === 'session'
            ? [{ session: [] }]
            : [{ token: needs ? [needs] : [] }, { session: needs ? [needs] : [] }],
    ...(needs ? { 'x-scope': needs, 'x-reach': reach ?? 'everything' } : {}),
    parameters: parameters(operation),
    ...requestBody(operation),
    responses: answers(operation),
  };
}

function problemResponse(description: string, status: number): Json {
  const retry = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } };
  return {
    description,
    ...(status === 429 || status === 503 ? { headers: retry } : {}),
    content: { 'application/problem+json': { schema: reference('Problem') } },
  };
}

const documents = new Map<string, Json>();

/** The OpenAPI 3.1 document, made from the zod schemas once per public URL. */
export function openapiDocument(url = '/'): Json {
  const held = documents.get(url);
  if (held) return held;
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: entry(operation) };
  }
  const document: Json = {
    openapi: '3.1.0',
    info: {
      title: 'Rampart',
      version: '1',
      description:
        'Release control tower: every release climbs its rings and is advanced, held or rolled back by what is measured.',
    },
    servers: [{ url }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token with scopes: read, release, approve, admin, ingest',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'next-auth.session-token',
          description: 'Browsers; changes need a same-origin Origin',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'The body is signed; no token',
        },
      },
      schemas: {
        Problem: jsonSchema(problemSchema, 'output'),
        ...Object.fromEntries([...SHARED].map(([schema, name]) => [name, jsonSchema(schema, 'output')])),
      },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, words]) => [`Problem${status}`, problemResponse(words, Number(status))]),
      ),
    },
  };
  documents.set(url, document);
  return document;
}
