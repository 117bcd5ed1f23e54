'use client';

import { Button, type ButtonProps } from '@/components/ui/button';
import { useStalePage } from '@/lib/queries/live';
import type { ActionName, Release } from '@/lib/releases/schema';
import { useAsk } from './act-provider';
import { ACTION_KEY, ACTION_LABEL, RAISING } from './action-labels';
import { useTurn } from './use-turn';

type ActionButtonProps = Pick<ButtonProps, 'size' | 'variant' | 'className' | 'reasonAs'> & {
  action: ActionName;
  release: Release;
  label?: string;
  /** Prints the key; on rows only the deciding button does. */
  withKey?: boolean;
};

/** A button that asks before it acts. It belongs to the release, wherever its row moves meanwhile. */
export function ActionButton(props: ActionButtonProps) {
  return props.action === 'approve' ? <ApproveButton {...props} /> : <Act {...props} />;
}

/** Off with the reason and the names of who may, where the approval is not this person's to give. */
function ApproveButton(props: ActionButtonProps) {
  const { words } = useTurn(props.release);
  return <Act {...props} {...(words ? { refused: words } : {})} />;
}

function Act({ action, release, label, withKey = true, refused, ...props }: ActionButtonProps & { refused?: string }) {
  const ask = useAsk();
  const stale = useStalePage() && RAISING.has(action);
  return (
    <Button
      {...props}
      data-early=""
      {...(withKey ? { shortcut: ACTION_KEY[action] } : {})}
      onClick={() => ask(action, release)}
      {...(stale ? { disabledReason: 'not while this page is stale' } : refused ? { disabledReason: refused } : {})}
    >
      {label ?? ACTION_LABEL[action]}
    </Button>
  );
}
