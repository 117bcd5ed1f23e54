import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { type Fleet, type FleetInput, type FleetOperation, fleetSchema } from './schema';

const controlFile = z.object({ url: z.url(), token: z.string() });
type Control = z.infer<typeof controlFile>;

/** The fleet answers from loopback; longer than this and it is not there. */
const TIMEOUT_MS = 2000;

/** Where the sample fleet listens, or null where none was ever started. */
async function controlOf(dataDir: string): Promise<Control | null> {
  const text = await readFile(join(dataDir, 'fleet', 'control.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = controlFile.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

async function ask(control: Control, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
  return fetch(`${control.url}/fleet${path}`, {
    method,
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** What the sample fleet does now; null where it does not run. */
export async function readFleet(dataDir: string): Promise<Fleet | null> {
  const control = await controlOf(dataDir);
  if (!control) return null;
  try {
    const response = await ask(control, 'GET', '');
    return response.ok ? fleetSchema.parse(await response.json()) : null;
  } catch {
    // A control file outlives a fleet that was stopped: it is simply not running.
    return null;
  }
}

/** Passes one operation to the fleet and its answer back. Throws `unavailable` where it does not run. */
export async function commandFleet(dataDir: string, operation: FleetOperation, input: FleetInput): Promise<unknown> {
  const control = await controlOf(dataDir);
  if (!control) throw new AppError('unavailable', 'The sample fleet is not running.');
  const response = await ask(control, 'POST', `/${operation}`, input).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The sample fleet does not answer.', { cause });
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const said = z.object({ error: z.string() }).safeParse(answer);
  throw new AppError('unprocessable', said.success ? said.data.error : `The sample fleet answered ${response.status}.`);
}
