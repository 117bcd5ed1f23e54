'use client';

import { Button, type ButtonProps } from '@/components/ui/button';
import type { ActionName, Release } from '@/lib/releases/schema';
import { useAsk } from './act-provider';
import { ACTION_KEY, ACTION_LABEL } from './action-labels';

type ActionButtonProps = Pick<ButtonProps, 'size' | 'variant' | 'className'> & {
  action: ActionName;
  release: Release;
  label?: string;
  /** Prints the key; on rows only the deciding button does. */
  withKey?: boolean;
};

/** A button that asks before it acts. It belongs to the release, wherever its row moves meanwhile. */
export function ActionButton({ action, release, label, withKey = true, ...props }: ActionButtonProps) {
  const ask = useAsk();
  return (
    <Button {...props} {...(withKey ? { shortcut: ACTION_KEY[action] } : {})} onClick={() => ask(action, release)}>
      {label ?? ACTION_LABEL[action]}
    </Button>
  );
}
