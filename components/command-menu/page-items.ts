import { NAV, type NavKey } from '@/components/layout/nav';
import type { Scope } from '@/lib/access/scopes';
import type { PaletteItem } from './rank';

type Page = {
  group?: 'Actions';
  label: string;
  href: string;
  hint?: string;
  shortcut?: string;
  scope?: Scope;
  keywords?: readonly string[];
};

/** What people call a page that is not its name. */
const CALLED: Partial<Record<NavKey, readonly string[]>> = {
  overview: ['home', 'in flight', 'dashboard'],
  releases: ['history', 'deployments'],
  slos: ['error budgets', 'objectives', 'burn'],
  freezes: ['calendar', 'change windows', 'budget policies'],
  incidents: ['outages', 'alerts'],
  overrides: ['break glass'],
  integrations: ['webhooks', 'pipelines'],
  executive: ['report', 'status', 'dora', 'print', 'share'],
  postmortems: ['reviews'],
  audit: ['record', 'log', 'verify', 'export'],
};

const NAVIGATION: readonly Page[] = NAV.flatMap((group) => group.items).map(({ key, label, href, letter }) => ({
  label,
  href,
  keywords: CALLED[key] ?? [],
  ...(letter ? { shortcut: `G ${letter.toUpperCase()}` } : {}),
}));

/** Pages that no navigation names; the ones that make something only for those who may. */
const OTHERS: readonly Page[] = [
  { label: 'Set a freeze', href: '/freezes?do=freeze', group: 'Actions', scope: 'admin' },
  { label: 'Open an incident', href: '/incidents?do=open', group: 'Actions', scope: 'release' },
  { label: 'New service', href: '/services/new', scope: 'admin', keywords: ['add', 'make'] },
  { label: 'New plan', href: '/plans/new', scope: 'admin', keywords: ['add', 'make'] },
  { label: 'New SLO', href: '/slos/new', scope: 'admin', keywords: ['add', 'make', 'objective'] },
  { label: 'Import SLOs', href: '/slos/import', scope: 'admin', keywords: ['openslo', 'yaml'] },
  { label: 'New integration', href: '/integrations/new', scope: 'admin', keywords: ['add', 'make', 'webhook'] },
  { label: 'Display and rings', href: '/settings', hint: 'Settings', keywords: ['theme', 'dark', 'light', 'density'] },
  {
    label: 'People',
    href: '/settings/people',
    hint: 'Settings',
    scope: 'admin',
    keywords: ['users', 'invite', 'roles'],
  },
  { label: 'Teams', href: '/settings/teams', hint: 'Settings' },
  { label: 'Service accounts and tokens', href: '/settings/tokens', hint: 'Settings', keywords: ['api'] },
  { label: 'Your account', href: '/settings/account', hint: 'Settings', keywords: ['password', 'sessions'] },
  { label: 'API reference', href: '/docs/api', keywords: ['openapi', 'rest', 'documentation'] },
];

/** Opens an address here, or beside. */
export const opener =
  (go: (href: string) => void, href: string): PaletteItem['run'] =>
  (newTab) => {
    if (newTab) window.open(href, '_blank', 'noopener');
    else go(href);
  };

/** Every page that has an address of its own. */
export function pageItems(go: (href: string) => void, scopes: readonly Scope[] = []): PaletteItem[] {
  return [...NAVIGATION, ...OTHERS.filter(({ scope }) => scope === undefined || scopes.includes(scope))].map(
    ({ label, href, scope: _, ...rest }) => ({
      // By name: some pages are known under two.
      id: `page:${label}`,
      group: 'Pages',
      label,
      ...rest,
      run: opener(go, href),
    }),
  );
}
