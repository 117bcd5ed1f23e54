'use client';

import { X } from 'lucide-react';
import { useNow } from '@/components/layout/now';
import { Button, IconButton } from '@/components/ui/button';
import type { Release } from '@/lib/releases/schema';
import type { Away, Changes } from './changed-since';
import { changesTold, changesWords } from './changed-words';

type ChangedButtonProps = {
  changes: Changes;
  releases: readonly Release[];
  away: Away;
  /** Only what changed is listed. */
  pressed: boolean;
  onPress: (pressed: boolean) => void;
  onDismiss: () => void;
};

/** "3 changed since 14:02": lists only them while pressed; the rows say what. Gone once it is read. */
export function ChangedButton({ changes, releases, away, pressed, onPress, onDismiss }: ChangedButtonProps) {
  const now = useNow();
  return (
    <span className="flex items-center">
      <Button
        variant={pressed ? 'outline' : 'ghost'}
        aria-pressed={pressed}
        title={changesTold(changes, releases, away, now)}
        onClick={() => onPress(!pressed)}
      >
        {changesWords(changes, away, now)}
      </Button>
      <IconButton label="Seen: show no marks" size="sm" onClick={onDismiss}>
        <X aria-hidden="true" />
      </IconButton>
    </span>
  );
}
