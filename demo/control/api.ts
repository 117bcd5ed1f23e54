import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SCENARIO, SCENARIOS } from '../director/scenarios';
import type { Answer } from '../provider/receiver';
import { SEVERITIES } from '../services/profile';
import type { ControlDeps } from './deps';
import type { Handler } from './gateway';
import { fleetView } from './view';

const injectSchema = z.strictObject({
  service: z.string(),
  kind: z.enum(['errors', 'latency']),
  severity: z.enum(SEVERITIES).default('medium'),
});
const clearSchema = z.strictObject({ service: z.string().optional() });
const loadSchema = z.strictObject({ on: z.boolean() });
const releaseSchema = z.strictObject({ service: z.string(), scenario: z.enum(SCENARIOS) });

const notFound: Answer = { status: 404, json: { error: 'not found' } };
const noService = (service: string): Answer => ({
  status: 404,
  json: { error: `no service "${service}" in the fleet` },
});

/** Routes the gateway: `/provider/<service>[/status]` to the receivers, `/fleet…` to the control of the fleet. */
export function gatewayHandler(deps: ControlDeps): Handler {
  return async ({ method, path, body, headers }) => {
    const [, area, name = '', rest] = path.split('/');
    if (area === 'provider') {
      const service = deps.services.get(name);
      if (!service) return notFound;
      if (method === 'POST' && rest === undefined) return service.receiver.command(body, headers);
      if (method === 'GET' && rest === 'status') return service.receiver.status(headers);
      return notFound;
    }
    if (area !== 'fleet') return notFound;
    if (!allowed(deps.token, headers.authorization)) return { status: 401, json: { error: 'bearer token' } };
    return control(deps, `${method} ${name}`, body);
  };
}

async function control(deps: ControlDeps, operation: string, body: string): Promise<Answer> {
  switch (operation) {
    case 'GET ':
      return { status: 200, json: fleetView(deps) };
    case 'POST inject':
      return withInput(injectSchema, body, async ({ service, kind, severity }) => {
        const found = deps.services.get(service);
        if (!found) return noService(service);
        const { version } = await found.inject({ kind, severity });
        return { status: 200, json: { service, kind, severity, version, applies: version ? 'now' : 'next release' } };
      });
    case 'POST clear':
      return withInput(clearSchema, body || '{}', async ({ service }) => {
        const chosen = service === undefined ? [...deps.services.values()] : [deps.services.get(service)];
        for (const one of chosen) await one?.clear();
        return { status: 200, json: { cleared: chosen.flatMap((one) => (one ? [one.spec.name] : [])) } };
      });
    case 'POST load':
      return withInput(loadSchema, body, async ({ on }) => {
        if (on) deps.load.start();
        else deps.load.stop();
        return { status: 200, json: { on: deps.load.on } };
      });
    case 'POST release':
      return withInput(releaseSchema, body, async ({ service, scenario }) => {
        const director = deps.directors.get(service);
        if (!director) return noService(service);
        director.ask(scenario);
        return { status: 202, json: { service, scenario, title: SCENARIO[scenario].title, waiting: director.waiting } };
      });
    default:
      return notFound;
  }
}

async function withInput<T>(schema: z.ZodType<T>, body: string, run: (input: T) => Promise<Answer>): Promise<Answer> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { status: 400, json: { error: 'not JSON' } };
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? run(parsed.data) : { status: 422, json: { error: z.prettifyError(parsed.error) } };
}

function allowed(token: string, header: string | undefined): boolean {
  const wanted = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(header ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
