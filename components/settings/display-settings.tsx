'use client';

import { useState, useSyncExternalStore } from 'react';
import { FormSection } from '@/components/form/form-section';
import { applyPreference } from '@/components/layout/save-preference';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { DENSITIES, type Density, LETTERS, type Letters, THEMES, type Theme } from '@/lib/preferences';

const THEME_WORDS: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const DENSITY_WORDS: Record<Density, string> = {
  comfortable: 'Comfortable',
  compact: 'Compact',
  projector: 'Projector, everything half again as large',
};
const LETTER_WORDS: Record<Letters, string> = {
  on: 'A letter alone: R rolls back',
  alt: 'Only with Alt: Alt R',
  off: 'Off',
};

const never = () => () => undefined;

type Choice = 'theme' | 'density' | 'letters';

/** What the document says; the server does not know it, so the markup shows the first choice for a moment. */
function useChoice<T extends string>(key: Choice, allowed: readonly T[], first: T): T {
  return useSyncExternalStore(
    never,
    () => allowed.find((value) => value === document.documentElement.dataset[key]) ?? first,
    () => first,
  );
}

function options<T extends string>(allowed: readonly T[], words: Record<T, string>) {
  return allowed.map((value) => ({ value, label: words[value] }));
}

/** Kept in this browser. */
export function DisplaySettings() {
  const [, redraw] = useState(0);
  const theme = useChoice<Theme>('theme', THEMES, 'system');
  const density = useChoice<Density>('density', DENSITIES, 'comfortable');
  const letters = useChoice<Letters>('letters', LETTERS, 'on');
  const after = (change: () => void) => {
    change();
    redraw((count) => count + 1);
  };
  return (
    <FormSection title="Display and keys" about="For you, in this browser.">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Theme">
          <Select
            value={theme}
            onValueChange={(value) => after(() => applyPreference('theme', value))}
            options={options(THEMES, THEME_WORDS)}
          />
        </Field>
        <Field label="Density">
          <Select
            value={density}
            onValueChange={(value) => after(() => applyPreference('density', value))}
            options={options(DENSITIES, DENSITY_WORDS)}
          />
        </Field>
        <Field label="Single-letter keys" hint="Ctrl and ⌘ keys work always.">
          <Select
            value={letters}
            onValueChange={(value) => after(() => applyPreference('letters', value))}
            options={options(LETTERS, LETTER_WORDS)}
          />
        </Field>
      </div>
    </FormSection>
  );
}
