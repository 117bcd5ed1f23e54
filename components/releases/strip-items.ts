/** What is true for many releases at once, worst first: the one line above every page (screens.md 2.1, 2.11). Pure. */

import { CloudOff, Hourglass, type LucideIcon, Snowflake, Unplug } from 'lucide-react';
import type { LiveState } from '@/components/layout/live-indicator';
import { formatPlural } from '@/lib/format/number';
import { formatClock, formatDuration, formatFull } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';

export type StripFact = {
  key: string;
  icon: LucideIcon;
  text: string;
  solid?: boolean;
  action?: { label: string; href: string };
};

export type StripInput = {
  live: { state: LiveState; at: number };
  /** When a controller last acted, epoch ms; `null` where it was never heard of. */
  controllerAt: number | null;
  freezes: readonly { name: string; scope: string; reason: string; endsAt: string | null }[];
  releases: readonly Pick<Release, 'service' | 'blockers'>[];
  now: number;
};

/** A controller beats every few seconds; this long without one is silence. */
const SILENT_MS = 30_000;

function frozen({ freezes }: StripInput): StripFact[] {
  const [first, ...rest] = [...freezes].sort((a, b) => Number(b.scope === 'all') - Number(a.scope === 'all'));
  if (!first) return [];
  const covers = first.scope === 'all' ? 'every service' : first.scope;
  const until = first.endsAt ? `until ${formatFull(Date.parse(first.endsAt))}` : 'until someone lifts it';
  const more =
    rest.length > 0 ? ` ${formatPlural(rest.length, 'more freeze')} ${rest.length === 1 ? 'stands' : 'stand'}.` : '';
  return [
    {
      key: 'freeze',
      icon: Snowflake,
      text: `Freeze “${first.reason}” covers ${covers} ${until}. Rolling back still works.${more}`,
      action: { label: rest.length > 0 ? 'See freezes' : 'See freeze', href: '/freezes' },
    },
  ];
}

function providerDown({ releases }: StripInput): StripFact[] {
  const blocked = releases.filter((release) => release.blockers.some((blocker) => blocker.kind === 'provider'));
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
      text: `${who} not doing what was asked since ${formatClock(Math.min(...since))}. ${formatPlural(blocked.length, 'release')} ${blocked.length === 1 ? 'holds' : 'hold'}; exposure shown is from then.`,
      action: { label: 'Show them', href: '/overview?q=blocker:provider' },
    },
  ];
}

export function stripItems(input: StripInput): StripFact[] {
  const { live, controllerAt, now } = input;
  const items: StripFact[] = [];
  if (live.state === 'stale') {
    items.push({
      key: 'stale',
      icon: CloudOff,
      solid: true,
      text: `You are seeing ${formatClock(live.at)}, ${formatDuration(Math.max(0, now - live.at))} old. Rollbacks are still sent.`,
    });
  }
  if (controllerAt !== null && live.state !== 'stale' && now - controllerAt > SILENT_MS) {
    items.push({
      key: 'controller',
      icon: Hourglass,
      solid: true,
      text: `No controller has acted since ${formatClock(controllerAt)}. Nothing advances. Rollbacks are recorded and go first when one is back.`,
      action: { label: 'By hand now', href: '/oncall' },
    });
  }
  return [...items, ...providerDown(input), ...frozen(input)];
}
