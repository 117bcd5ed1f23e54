'use client';

import { Ellipsis } from 'lucide-react';
import { HOT_CLASS } from '@/components/attention/cards';
import { copyLink } from '@/components/layout/copy-link';
import { useAsk } from '@/components/releases/act-provider';
import { ActionButton } from '@/components/releases/action-button';
import { ACTION_KEY, ACTION_LABEL, rowActions } from '@/components/releases/action-labels';
import { usePermitted } from '@/components/releases/permitted';
import { useTurn } from '@/components/releases/use-turn';
import { IconButton } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { Release } from '@/lib/releases/schema';

/** At the end of a row, on hover and focus: what is most likely wanted, and everything else behind "⋯". */
export function RowActions({ release }: { release: Release }) {
  const ask = useAsk();
  const actions = usePermitted(release);
  const { turn, others } = useTurn(release);
  const refused = turn === 'mine' ? {} : { disabledReason: `needs ${others ?? 'someone else'}` };
  const [first] = release.attention.class >= HOT_CLASS ? [] : rowActions({ ...release, actions });
  return (
    <>
      {first ? <ActionButton size="sm" action={first} release={release} withKey={false} reasonAs="title" /> : null}
      <Menu
        trigger={
          <IconButton size="sm" label={`More for ${release.service} ${release.version}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        {actions.map((action) => (
          <MenuItem
            key={action}
            shortcut={ACTION_KEY[action]}
            onSelect={() => ask(action, release)}
            {...(action === 'approve' ? refused : {})}
          >
            {ACTION_LABEL[action]}
          </MenuItem>
        ))}
        {actions.length > 0 ? <MenuSeparator /> : null}
        <MenuItem href={`/releases/${release.id}`}>Open</MenuItem>
        <MenuItem onSelect={() => void copyLink(`/releases/${release.id}`)}>Copy link</MenuItem>
      </Menu>
    </>
  );
}
