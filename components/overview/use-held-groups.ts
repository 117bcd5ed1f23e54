'use client';

import { useMemo, useState } from 'react';
import { useHeldOrder } from '@/components/data-table/use-held-order';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { byAttention } from '@/lib/releases/attention-order';
import type { Release } from '@/lib/releases/schema';
import { type Grouping, groupsOf, placeIn } from './groups';

const idOf = (release: Release): string => release.id;
const NONE: readonly Release[] = [];

type Held = { asked: string; places: ReadonlyMap<string, string>; shown: ReadonlySet<string> };

const hold = (rows: readonly Release[], by: Grouping, asked: string): Held => ({
  asked,
  places: new Map(rows.map((row) => [row.id, placeIn(row, by)])),
  shown: new Set(rows.map(idOf)),
});

/**
 * The list as it is to be drawn: by attention, in groups. While `engaged` nothing changes its place, and a row that left
 * `matching` lingers (it is in `lingering`) as long as it exists in `all`. `asked` names what the person asked to see:
 * their own change of it is followed at once.
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
  const lingering = useMemo(() => {
    if (!held) return NONE;
    const present = new Set(matching.map(idOf));
    return all.filter((row) => held.shown.has(row.id) && !present.has(row.id));
  }, [held, matching, all]);
  // What matches comes by attention already.
  const rows = useMemo(
    () => (lingering.length === 0 ? matching : [...matching, ...lingering].sort(byAttention)),
    [matching, lingering],
  );
  const order = useHeldOrder(rows, idOf, engaged, asked);
  const placeOf = useMemo(() => (row: Release) => held?.places.get(row.id) ?? placeIn(row, by), [held, by]);
  const regrouped = useMemo(
    () => (held ? matching.filter((row) => placeOf(row) !== placeIn(row, by)).length : 0),
    [held, matching, placeOf, by],
  );
  const waiting = Math.max(order.waiting, regrouped);
  const apply = () => {
    order.apply();
    setHeld(hold(matching, by, asked));
  };
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const groups = useMemo(() => groupsOf(order.rows, by, placeOf), [order.rows, by, placeOf]);
  const gone = useMemo(() => new Set(lingering.map(idOf)), [lingering]);
  return { groups, lingering: gone, waiting, apply };
}
