'use client';

import { useMemo, useState } from 'react';
import { holdOrder, rowsToMove, sameIds } from '@/components/data-table/held-order';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { byAttention } from '@/lib/releases/attention-order';
import type { Release } from '@/lib/releases/schema';
import { type Grouping, groupsOf, placeIn } from './groups';

const idOf = (release: Release): string => release.id;
const NONE: readonly Release[] = [];

/** What a list showed when a hand came to it: its order, and under which heading each row stood. */
type Held = { asked: string; order: readonly string[]; places: ReadonlyMap<string, string> };

const hold = (rows: readonly Release[], by: Grouping, asked: string): Held => ({
  asked,
  order: rows.map(idOf),
  places: new Map(rows.map((row) => [row.id, placeIn(row, by)])),
});

function inOrder(rows: readonly Release[], order: readonly string[]): readonly Release[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return order.map((id) => byId.get(id)).filter((row) => row !== undefined);
}

/** What is held and no longer matches. */
function lingeringOf(held: Held | null, matching: readonly Release[], all: readonly Release[]): readonly Release[] {
  if (!held) return NONE;
  const [shown, present] = [new Set(held.order), new Set(matching.map(idOf))];
  return all.filter((row) => shown.has(row.id) && !present.has(row.id));
}

/**
 * The list as it is to be drawn: by attention, in groups. While `engaged` nothing changes its place (`waiting` says how
 * many rows want to, and `apply`, key `.`, lets them), and a row that left `matching` lingers (it is in `lingering`) as
 * long as it exists in `all`. `asked` names what the person asked to see: their own change of it is followed at once.
 */
export function useHeldGroups(
  matching: readonly Release[],
  all: readonly Release[],
  engaged: boolean,
  by: Grouping,
  asked: string,
) {
  const [kept, setHeld] = useState<Held | null>(null);
  const held = kept?.asked === asked ? kept : null;
  if (engaged && held === null) setHeld(hold(matching, by, asked));
  if (!engaged && kept !== null) setHeld(null);
  const lingering = useMemo(() => lingeringOf(held, matching, all), [held, matching, all]);
  // What matches comes by attention already.
  const rows = useMemo(
    () => (lingering.length === 0 ? matching : [...matching, ...lingering].sort(byAttention)),
    [matching, lingering],
  );
  const ids = useMemo(() => (held ? rows.map(idOf) : []), [held, rows]);
  const order = useMemo(() => (held ? holdOrder(held.order, ids) : null), [held, ids]);
  if (held && order && !sameIds(order, held.order)) setHeld({ ...held, order });
  const moving = useMemo(() => (order ? rowsToMove(order, ids) : 0), [order, ids]);
  const ordered = useMemo(() => (order ? inOrder(rows, order) : rows), [rows, order]);
  const placeOf = useMemo(() => (row: Release) => held?.places.get(row.id) ?? placeIn(row, by), [held, by]);
  const regrouped = useMemo(
    () => (held ? matching.filter((row) => placeOf(row) !== placeIn(row, by)).length : 0),
    [held, matching, placeOf, by],
  );
  const waiting = Math.max(moving, regrouped);
  const apply = () => setHeld(hold(matching, by, asked));
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const groups = useMemo(() => groupsOf(ordered, by, placeOf), [ordered, by, placeOf]);
  const gone = useMemo(() => new Set(lingering.map(idOf)), [lingering]);
  return { groups, lingering: gone, waiting, apply };
}
