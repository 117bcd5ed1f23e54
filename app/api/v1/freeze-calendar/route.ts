import { AHEAD_MS } from '@/lib/freezes/materialise';
import { listCalendar } from '@/lib/freezes/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { freezeCalendarOperation } from '@/lib/openapi/operations/freezes';

export const GET = handle(freezeCalendarOperation, async ({ deps, query }) => {
  const from = query.from === undefined ? deps.clock.now() : Date.parse(query.from);
  const to = query.to === undefined ? from + AHEAD_MS : Date.parse(query.to);
  return json({ items: await listCalendar(deps.sql, from, to) });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
