/** What is true for many releases at once, worst first: the one line above every page (screens.md 2.1, 2.11). Pure. */

import { CloudOff, Hourglass, type LucideIcon, Unplug } from 'lucide-react';
import { oneOf } from '@/components/freezes/standing-words';
import { BLOCKER } from '@/components/status/vocabulary';
import { formatPlural } from '@/lib/format/number';
import { formatClock, formatDuration, formatFull } from '@/lib/format/time';
import type { FreezeView, Standing } from '@/lib/freezes/schema';
import { scopeWords } from '@/lib/freezes/scope';
import type { LiveView } from '@/lib/queries/live-store';
import type { Release } from '@/lib/releases/schema';
import { PATIENCE_MS } from '@/lib/releases/sentences';

export type StripFact = {
  key: string;
  icon: LucideIcon;
  text: string;
  solid?: boolean;
  action?: { label: string; href: string };
};

export type StripInput = {
  live: Pick<LiveView, 'state' | 'at' | 'database' | 'controllerAt'>;
  /** What forbids new exposure, and who may override it. */
  freezes: readonly (Pick<FreezeView, 'scope' | 'reason' | 'end'> & Partial<Pick<Standing, 'kind' | 'mayOverride'>>)[];
  /** Blocked by their provider, however briefly. */
  waiting: readonly Pick<Release, 'service' | 'blockers'>[];
  now: number;
};

/** A controller beats every few seconds; this long without one is silence. */
const SILENT_MS = 30_000;

const WORD = { freeze: 'Freeze', incident: 'Incident' } as const;

function frozen({ freezes }: StripInput): StripFact[] {
  const [first, ...rest] = [...freezes].sort((a, b) => Number(b.scope === 'all') - Number(a.scope === 'all'));
  if (!first) return [];
  const { kind = 'freeze', mayOverride = [] } = first;
  const covers = first.scope === 'all' ? 'every service' : scopeWords(first.scope);
  const ends = { freeze: 'until someone lifts it', budget: 'until it is back', incident: 'until it is resolved' }[kind];
  const until = first.end ? `until ${formatFull(Date.parse(first.end))}` : ends;
  const who = oneOf(mayOverride);
  const override = who === null ? '' : ` ${who} may override.`;
  const what =
    kind === 'budget'
      ? `${first.reason}: no new exposure of ${covers} ${until}.`
      : `${WORD[kind]} “${first.reason}” covers ${covers} ${until}.`;
  const more = rest.length > 0 ? ` ${rest.length} more ${rest.length === 1 ? 'reason stands' : 'reasons stand'}.` : '';
  return [
    {
      key: 'freeze',
      icon: BLOCKER[kind].icon,
      text: `${what} Rolling back still works.${override}${more}`,
      action:
        kind === 'incident' && rest.length === 0
          ? { label: 'See incident', href: '/incidents' }
          : { label: rest.length > 0 ? 'See freezes' : 'See freeze', href: '/freezes' },
    },
  ];
}

/** Releases whose provider does not do what was asked. */
export const waitingForProvider = <T extends Pick<Release, 'blockers'>>(releases: readonly T[]): readonly T[] =>
  releases.filter((release) => release.blockers.some(({ kind }) => kind === 'provider'));

/** Every command is on its way for a moment: only a provider that takes longer is news. */
function providerDown({ waiting, now }: StripInput): StripFact[] {
  const blocked = waiting.filter((release) =>
    release.blockers.some(({ kind, since }) => kind === 'provider' && now - Date.parse(since) >= PATIENCE_MS),
  );
  const since = blocked.flatMap((release) =>
    release.blockers.filter((b) => b.kind === 'provider').map((b) => Date.parse(b.since)),
  );
  if (blocked.length === 0) return [];
  const names = [...new Set(blocked.map((release) => release.service))];
  const who = names.length === 1 ? `The provider of ${names[0]} is` : `The providers of ${names.length} services are`;
  return [
    {
      key: 'provider',
      icon: Unplug,
      text: `${who} not doing what was asked since ${formatClock(Math.min(...since))}. ${formatPlural(blocked.length, 'release')} ${blocked.length === 1 ? 'stays where it is' : 'stay where they are'}; exposure shown is what was last read.`,
      action: { label: 'Show them', href: '/overview?q=blocker:provider' },
    },
  ];
}

export function stripItems(input: StripInput): StripFact[] {
  const { live, now } = input;
  const items: StripFact[] = [];
  if (live.state === 'stale') {
    items.push({
      key: 'stale',
      icon: CloudOff,
      solid: true,
      text: `You are seeing ${formatClock(live.at)}, ${formatDuration(Math.max(0, now - live.at))} old. Rollbacks are still sent.`,
    });
  }
  if (live.state !== 'stale' && !live.database) {
    items.push({
      key: 'database',
      icon: CloudOff,
      solid: true,
      text: `Rampart has not reached its database since ${formatClock(live.controllerAt)}. Exposure stays where it is; nothing advances.`,
    });
  } else if (live.state !== 'stale' && live.at - live.controllerAt > SILENT_MS) {
    items.push({
      key: 'controller',
      icon: Hourglass,
      solid: true,
      text: `No controller has acted since ${formatClock(live.controllerAt)}. Nothing advances. Rollbacks are recorded and go first when one is back.`,
      action: { label: 'By hand now', href: '/oncall' },
    });
  }
  return [...items, ...providerDown(input), ...frozen(input)];
}
