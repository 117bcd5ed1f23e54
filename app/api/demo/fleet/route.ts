import { readFleet } from '@/lib/fleet/control';
import type { FleetAnswer } from '@/lib/fleet/schema';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';

/** The sample fleet as it runs; `fleet` is null where none does. */
export const GET = handle({ scope: 'read' }, async ({ deps }) =>
  json({ fleet: await readFleet(deps.env.RAMPART_DATA_DIR) } satisfies FleetAnswer),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
