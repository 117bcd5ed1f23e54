import {
  Activity,
  BookCheck,
  CalendarX,
  ClipboardList,
  Gauge,
  Hand,
  KeyRound,
  LayoutList,
  type LucideIcon,
  Phone,
  Presentation,
  Rocket,
  Route,
  ScrollText,
  Settings,
  Siren,
} from 'lucide-react';

export type NavKey =
  | 'overview'
  | 'oncall'
  | 'approvals'
  | 'releases'
  | 'services'
  | 'plans'
  | 'slos'
  | 'freezes'
  | 'incidents'
  | 'overrides'
  | 'integrations'
  | 'executive'
  | 'postmortems'
  | 'audit'
  | 'settings';

export type NavItem = { key: NavKey; label: string; href: string; icon: LucideIcon; letter?: string };
export type NavGroup = { label: string; items: readonly NavItem[] };

/** The sidebar, in order. `letter` follows `g`. */
export const NAV: readonly NavGroup[] = [
  {
    label: 'Watch',
    items: [
      { key: 'overview', label: 'Overview', href: '/overview', icon: LayoutList, letter: 'o' },
      { key: 'oncall', label: 'On call', href: '/oncall', icon: Phone, letter: 'c' },
      { key: 'approvals', label: 'Approvals', href: '/approvals', icon: Hand, letter: 'a' },
    ],
  },
  {
    label: 'Release',
    items: [
      { key: 'releases', label: 'Releases', href: '/releases', icon: Rocket, letter: 'r' },
      { key: 'services', label: 'Services', href: '/services', icon: Activity, letter: 's' },
      { key: 'plans', label: 'Plans', href: '/plans', icon: Route, letter: 'p' },
      { key: 'slos', label: 'SLOs', href: '/slos', icon: Gauge },
      { key: 'freezes', label: 'Freezes', href: '/freezes', icon: CalendarX },
      { key: 'incidents', label: 'Incidents', href: '/incidents', icon: Siren, letter: 'i' },
      { key: 'overrides', label: 'Overrides', href: '/overrides', icon: KeyRound },
      { key: 'integrations', label: 'Integrations', href: '/integrations', icon: ClipboardList },
    ],
  },
  {
    label: 'Record',
    items: [
      { key: 'executive', label: 'Executive', href: '/executive', icon: Presentation, letter: 'x' },
      { key: 'postmortems', label: 'Postmortems', href: '/postmortems', icon: BookCheck },
      { key: 'audit', label: 'Audit', href: '/audit', icon: ScrollText, letter: 'u' },
      { key: 'settings', label: 'Settings', href: '/settings', icon: Settings },
    ],
  },
];

/** The nav item a path belongs to; `undefined` outside the dashboard. */
export function navItemOf(pathname: string): NavItem | undefined {
  return NAV.flatMap((group) => group.items).find(
    (item) => pathname === item.href || pathname.startsWith(`${item.href}/`),
  );
}

/** What is counted: of a page what calls for a person there; `flying` is everything in flight. */
export type CountKey = NavKey | 'flying';

/** A count beside a nav item, or a word such as "✓". Zero is not shown. */
export type NavCounts = Partial<Record<CountKey, number | string>>;
