'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { Layer } from '@/components/ui/layer';
import { PALETTE_GROUPS, type PaletteItem, rankItems } from './rank';

export type CommandMenuProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Best first; the list is frozen while the palette is open. */
  items: readonly PaletteItem[];
  /** The `→` key: more for this release. */
  onMore?: (item: PaletteItem) => void;
};

function PaletteRow({ item, onRun }: { item: PaletteItem; onRun: (item: PaletteItem) => void }) {
  return (
    <Command.Item
      value={item.id}
      onSelect={() => onRun(item)}
      className="flex h-9 items-center gap-3 rounded-control px-3 text-sm text-ink data-[selected=true]:bg-selected touch:h-11"
    >
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.hint ? (
        <span className={item.hurting ? 'shrink-0 font-medium text-failing-text' : 'shrink-0 text-ink-2'}>
          {item.hint}
        </span>
      ) : null}
      {item.shortcut ? <Kbd>{item.shortcut}</Kbd> : null}
    </Command.Item>
  );
}

function Palette({ items, onOpenChange, onMore }: Omit<CommandMenuProps, 'open'>) {
  const [frozen] = useState(items);
  const [query, setQuery] = useState('');
  const [value, setValue] = useState('');
  const found = rankItems(frozen, query).slice(0, 40);
  // The group that holds the best answer comes first, so that Enter runs it.
  const order = [...PALETTE_GROUPS].sort(
    (a, b) => found.findIndex((item) => item.group === a) - found.findIndex((item) => item.group === b),
  );
  function run(item: PaletteItem, newTab: boolean) {
    onOpenChange(false);
    item.run(newTab);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    const item = found.find((entry) => entry.id === value);
    if (!item) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      run(item, true);
    } else if (event.key === 'ArrowRight' && onMore && query === '') {
      event.preventDefault();
      onMore(item);
    }
  }
  return (
    <Command
      label="Find a release or an action"
      shouldFilter={false}
      loop
      value={value}
      onValueChange={setValue}
      onKeyDown={onKeyDown}
    >
      <div className="flex items-center gap-2.5 border-b border-border px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder="Find a release, an action or a page"
          className="h-12 w-full bg-transparent text-base text-ink outline-none placeholder:text-ink-3 touch:text-lg"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-sm text-ink-2">Nothing matches “{query}”.</Command.Empty>
        {order.map((group) => {
          const inGroup = found.filter((item) => item.group === group);
          return inGroup.length === 0 ? null : (
            <Command.Group
              key={group}
              heading={group}
              className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
            >
              {inGroup.map((item) => (
                <PaletteRow key={item.id} item={item} onRun={(chosen) => run(chosen, false)} />
              ))}
            </Command.Group>
          );
        })}
      </Command.List>
      <p className="flex flex-wrap gap-x-5 gap-y-1 border-t border-border px-4 py-2 text-xs text-ink-3 touch:hidden">
        <span>↵ run</span>
        <span>⌘↵ new tab</span>
        {onMore ? <span>→ more for this release</span> : null}
        <span>Esc close</span>
      </p>
    </Command>
  );
}

/** The command palette. Nothing it runs skips that action's own confirmation. */
export function CommandMenu({ open, onOpenChange, ...rest }: CommandMenuProps) {
  const id = useId();
  if (!open) return null;
  return (
    <Layer
      onClose={() => onOpenChange(false)}
      labelledBy={id}
      className="inset-x-2 top-2 overflow-hidden rounded-panel border sm:inset-x-0 sm:top-[12vh] sm:mx-auto sm:w-[min(42rem,calc(100vw-3rem))]"
    >
      <h2 id={id} className="sr-only">
        Find a release or an action
      </h2>
      <Palette {...rest} onOpenChange={onOpenChange} />
    </Layer>
  );
}
