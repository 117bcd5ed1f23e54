'use client';

import { useState } from 'react';
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from '@/components/ui/menu';
import { DENSITIES, type Density, type Preferences, THEMES, type Theme } from '@/lib/preferences';
import { applyPreference } from './save-preference';

export type ShellUser = { name: string; email: string; role: string };

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function current<T extends string>(key: 'theme' | 'density', allowed: readonly T[], fallback: T): T {
  const value = typeof document === 'undefined' ? undefined : document.documentElement.dataset[key];
  return allowed.find((candidate) => candidate === value) ?? fallback;
}

/** Who is signed in; theme, density, sign out. */
export function UserMenu({ user, onSignOut }: { user: ShellUser; onSignOut: () => void }) {
  const [, redraw] = useState(0);
  function set<K extends 'theme' | 'density'>(key: K, value: Preferences[K]) {
    applyPreference(key, value);
    redraw((count) => count + 1);
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="tap flex size-8 items-center justify-center rounded-full border border-border bg-surface text-xs font-medium text-ink-2 hover:border-control hover:text-ink"
        >
          <span aria-hidden="true">{initials(user.name)}</span>
          <span className="sr-only">{user.name}, account and display</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block text-sm font-medium text-ink">{user.name}</span>
        {user.email} · {user.role}
      </MenuLabel>
      <MenuSeparator />
      <MenuRadio<Theme>
        label="Theme"
        value={current('theme', THEMES, 'system')}
        onValueChange={(value) => set('theme', value)}
        options={THEMES.map((value) => ({ value, label: capital(value) }))}
      />
      <MenuSeparator />
      <MenuRadio<Density>
        label="Density"
        value={current('density', DENSITIES, 'comfortable')}
        onValueChange={(value) => set('density', value)}
        options={DENSITIES.map((value) => ({ value, label: capital(value) }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={onSignOut}>Sign out</MenuItem>
    </Menu>
  );
}
