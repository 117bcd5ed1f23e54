import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { actionOperations } from '@/lib/openapi/operations/releases';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { readRelease } from '@/lib/releases/read-model';
import type { ActionName } from '@/lib/releases/schema';

/** The route of one action: asks the machine, answers with the release as it is then. */
export const actionRoute = (name: ActionName) =>
  handle(actionOperations[name], async ({ deps, principal, params, body }) => {
    const { until, ...rest } = body;
    const ends = until === undefined ? {} : { until: Date.parse(until) };
    await actOnRelease(deps, params.id, { name, actor: principal, ...rest, ...ends });
    return json(await readRelease(deps.sql, params.id));
  });
