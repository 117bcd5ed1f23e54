'use client';

import { useQueryClient } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { useContext, useMemo, useState } from 'react';
import { CommandMenu } from '@/components/command-menu/command-menu';
import { opener, pageItems } from '@/components/command-menu/page-items';
import type { PaletteItem } from '@/components/command-menu/rank';
import { useSettled } from '@/components/form/use-settled';
import { applyPreference } from '@/components/layout/save-preference';
import { readKept } from '@/components/layout/use-kept';
import { readViews, viewsKey } from '@/components/overview/saved-views';
import { useAsk } from '@/components/releases/act-provider';
import { openItem, releaseItems, serviceItems } from '@/components/releases/palette-items';
import { permitted, ViewerContext } from '@/components/releases/permitted';
import { DENSITIES, THEMES } from '@/lib/preferences';
import { useFoundReleases } from '@/lib/queries/history';
import { keys } from '@/lib/queries/keys';
import { useServices } from '@/lib/queries/services';
import { signOut } from '@/lib/queries/session';
import type { Release } from '@/lib/releases/schema';

type PaletteProps = {
  onOpenChange: (open: boolean) => void;
  /** Null for people who may not. */
  onKill: ((service?: string) => void) | null;
  onStart: (() => void) | null;
};

/** How the page looks, as the settings have it. */
const DISPLAY: readonly PaletteItem[] = [
  ...THEMES.map((theme) => ({ name: 'Theme', value: theme, run: () => applyPreference('theme', theme) })),
  ...DENSITIES.map((density) => ({ name: 'Density', value: density, run: () => applyPreference('density', density) })),
].map(({ name, value, run }) => ({ id: `${name}:${value}`, group: 'Actions', label: `${name}: ${value}`, run }));

/** Every page, service, release and permitted action, as they were when it was opened. */
export function Palette({ onOpenChange, onKill, onStart }: PaletteProps) {
  const router = useRouter();
  const path = usePathname();
  const ask = useAsk();
  const viewer = useContext(ViewerContext);
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const services = useServices().data;
  const found = useFoundReleases(useSettled(typed.trim(), 200) ?? '');
  const go = router.push;
  // What is in flight is read once: a list that changes under the fingers runs the wrong thing.
  const [known] = useState(() => ({
    flight: client.getQueryData<readonly Release[]>(keys.flight) ?? [],
    ended: client.getQueryData<readonly Release[]>(keys.finished) ?? [],
    views: readViews(readKept(viewsKey(viewer.person))),
  }));
  const viewed = /^\/releases\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;
  const [items] = useState((): readonly PaletteItem[] => {
    const mine = (release: Release) => ({ ...release, actions: permitted(release, viewer) });
    const ended = known.ended.filter(({ id, actions }) => id === viewed || actions.length > 0);
    return [
      ...releaseItems([...known.flight, ...ended].map(mine), { ask, go, kill: onKill }, viewed),
      ...(onStart
        ? [{ id: 'start', group: 'Actions', label: 'Start a release', keywords: ['new'], run: onStart } as const]
        : []),
      ...known.views.map(
        ({ name, query }): PaletteItem => ({
          id: `view:${name}`,
          group: 'Pages',
          label: `View: ${name}`,
          hint: 'Overview',
          run: opener(go, `/overview?${query}`),
        }),
      ),
      ...pageItems(go, viewer.scopes),
      ...DISPLAY,
      { id: 'leave', group: 'Actions', label: 'Sign out', keywords: ['log out', 'leave'], run: () => void signOut() },
    ];
  });
  const all = useMemo(
    () => [...items, ...serviceItems(services ?? [], { go, kill: onKill })],
    [items, services, go, onKill],
  );
  const later = useMemo(() => (found ?? []).map((release) => openItem(release, go)), [found, go]);
  return (
    <CommandMenu
      open
      onOpenChange={onOpenChange}
      items={all}
      later={{ heading: 'Releases, also those that are over', items: later }}
      onQuery={setTyped}
    />
  );
}
