'use client';

import { useShortcut } from '@/components/keyboard/shortcuts';
import type { ActionName, Release } from '@/lib/releases/schema';
import { useAsk } from './act-provider';
import { usePermitted } from './permitted';

const KEYS: readonly { keys: string; action: ActionName; label: string }[] = [
  { keys: 'r', action: 'rollback', label: 'Roll back' },
  { keys: 'p', action: 'pause', label: 'Pause' },
  { keys: 'u', action: 'resume', label: 'Resume…' },
  { keys: 'v', action: 'advance', label: 'Advance…' },
  { keys: 'o', action: 'override', label: 'Override…' },
  { keys: 'a', action: 'approve', label: 'Approve' },
  { keys: 'x', action: 'reject', label: 'Reject…' },
];

function Key({ release, keys, action, label }: { release: Release; keys: string; action: ActionName; label: string }) {
  const ask = useAsk();
  const actions = usePermitted(release);
  // On a release that nobody saw, R cancels.
  const meant = action === 'rollback' && !actions.includes('rollback') ? 'cancel' : action;
  useShortcut(
    { keys, label: `${label}: the release in focus`, group: 'Release', run: () => ask(meant, release) },
    actions.includes(meant),
  );
  return null;
}

type ReleaseKeysProps = {
  release: Release;
  /** An action whose key means something else now. */
  without?: ActionName | false;
};

/** The single letters that act on one release: the focused row's, or the open page's. */
export function ReleaseKeys({ release, without = false }: ReleaseKeysProps) {
  return KEYS.filter(({ action }) => action !== without).map((entry) => (
    <Key key={entry.action} release={release} {...entry} />
  ));
}
