import { z } from 'zod';
import type { Egress } from '@/lib/providers/egress';

/** A value per moment (epoch seconds), with the labels that are left after aggregation. */
export type Line = { labels: Readonly<Record<string, string>>; points: ReadonlyMap<number, number> };

const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.object({
      resultType: z.literal('matrix'),
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          values: z.array(z.tuple([z.number(), z.string()])),
        }),
      ),
    }),
  }),
  z.object({ status: z.literal('error'), errorType: z.string().optional(), error: z.string() }),
]);

/** What Prometheus said no with, or what it answered that is no answer. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';
}

/** The largest answer a pull reads: give the egress this as `maxBodyBytes`. */
export const PULL_BODY_BYTES = 4_000_000;

export type Range = { fromMs: number; toMs: number; stepMs: number };

/** One range query: `from`, `from + step` … `to`. NaN and infinities, which stand for "nothing to divide", are left out. */
export async function queryRange(
  egress: Pick<Egress, 'request'>,
  baseUrl: string,
  query: string,
  { fromMs, toMs, stepMs }: Range,
  signal?: AbortSignal,
): Promise<Line[]> {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/api/v1/query_range`);
  const filled = query.replaceAll('{{window}}', `${stepMs / 1000}s`);
  url.search = new URLSearchParams({
    query: filled,
    start: `${fromMs / 1000}`,
    end: `${toMs / 1000}`,
    step: `${stepMs / 1000}`,
  }).toString();
  const { status, body } = await egress.request(url.href, {
    method: 'GET',
    headers: { accept: 'application/json' },
    signal,
  });
  const answer = answerSchema.safeParse(parsed(body));
  if (!answer.success)
    throw new PrometheusError(`Prometheus answered ${status} with something that is no range of values`);
  if (answer.data.status === 'error') throw new PrometheusError(`Prometheus refused the query: ${answer.data.error}`);
  return answer.data.data.result.map(({ metric, values }) => ({
    labels: metric,
    points: new Map(
      values
        .map(([at, value]) => [Math.round(at), Number(value)] as const)
        .filter(([, value]) => Number.isFinite(value)),
    ),
  }));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
