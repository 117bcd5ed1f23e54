import { randomUUID } from 'node:crypto';
import type { Egress, EgressAnswer } from '../egress';
import { failureWords } from '../failure';
import type { Probe } from '../probe';
import { readResult, sendResult, signedHeaders, wordsOf } from './wire';

/** What a receiver may answer to a type that it does not know; a command it may take all the same. */
const UNKNOWN_TYPE: readonly number[] = [400, 409, 415, 422, 429, 500, 501];

type Connection = { egress: Egress; secret: string | null; now: () => number };

/**
 * A delivery that moves nothing: of a type that no receiver sets exposure by, and for one that reads no types of a
 * generation older than any that was commanded, at the exposure there is before the first.
 */
export const testBody = (service: string, now: number): string =>
  JSON.stringify({
    type: 'connection.test',
    timestamp: new Date(now).toISOString(),
    data: { service, generation: 0, exposure: 0, targets: [] },
  });

export function probeCommand(connection: Connection, url: string, service: string): Promise<Probe> {
  const body = testBody(service, connection.now());
  return tried({ ...connection, what: 'command', method: 'POST', url, body }, ({ status, headers, body: said }) => {
    const taken = status >= 200 && status < 300;
    const result = sendResult({ status, headers, body: said }, connection.now());
    return {
      verdict: taken ? 'works' : UNKNOWN_TYPE.includes(status) ? 'unsure' : 'fails',
      words: result.kind === 'accepted' ? wordsOf(status, said) : result.words,
    };
  });
}

export function probeStatus(connection: Connection, url: string): Promise<Probe> {
  return tried({ ...connection, what: 'status', method: 'GET', url, body: '' }, (answer) => {
    const result = readResult(answer);
    if (result.kind === 'error') return { verdict: 'fails', words: result.words };
    const generation = result.generation === undefined ? '' : `, generation ${result.generation}`;
    return {
      verdict: 'works',
      words: `answered ${answer.status}: observedExposure ${result.observed / 100} %${generation}`,
    };
  });
}

type Asked = Connection & Pick<Probe, 'what' | 'method' | 'url'> & { body: string };

async function tried(asked: Asked, judge: (answer: EgressAnswer) => Pick<Probe, 'verdict' | 'words'>): Promise<Probe> {
  const { egress, secret, now, what, method, url, body } = asked;
  const kind: Record<string, string> =
    method === 'POST' ? { 'content-type': 'application/json' } : { accept: 'application/json' };
  const headers = { ...kind, ...signedHeaders(secret, randomUUID(), now(), body) };
  const began = performance.now();
  const done = (end: Pick<Probe, 'status' | 'verdict' | 'words'>): Probe => ({
    what,
    method,
    url,
    signed: secret !== null,
    latencyMs: Math.round(performance.now() - began),
    ...end,
  });
  try {
    const answer = await egress.request(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
    return done({ status: answer.status, ...judge(answer) });
  } catch (error) {
    return done({ status: null, verdict: 'fails', words: failureWords(error) });
  }
}
