import { commandFleet } from '@/lib/fleet/control';
import { fleetInput, fleetParams } from '@/lib/fleet/schema';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';

/** Injects, clears, starts or stops something in the sample fleet: for those who may release. */
export const POST = handle(
  { scope: 'release', params: fleetParams, body: fleetInput, bodyOptional: true },
  async ({ deps, params, body }) => json(await commandFleet(deps.env.RAMPART_DATA_DIR, params.operation, body)),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
