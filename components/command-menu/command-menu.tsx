'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { keep, readKept } from '@/components/layout/use-kept';
import { Kbd } from '@/components/ui/kbd';
import { Layer } from '@/components/ui/layer';
import { PALETTE_GROUPS, type PaletteItem, rankItems } from './rank';

export type CommandMenuProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Best first; who gives them keeps them the same while it is open. */
  items: readonly PaletteItem[];
  /** What is found elsewhere for what was typed; it comes late and stands last, so that nothing moves. */
  later?: { heading: string; items: readonly PaletteItem[] };
  onQuery?: (query: string) => void;
};

const RECENT = 'rampart-recent';
const MOST_RECENT = 12;

/** What was chosen in this browser before, the last one first. */
const recentIds = (): readonly string[] => readKept(RECENT)?.split('\n') ?? [];

function PaletteRow({ item, onRun }: { item: PaletteItem; onRun: (item: PaletteItem) => void }) {
  return (
    <Command.Item
      value={item.id}
      onSelect={() => onRun(item)}
      className="flex h-9 items-center gap-3 rounded-control px-3 text-sm text-ink -outline-offset-2 outline-focus data-[selected=true]:bg-selected data-[selected=true]:outline-2 touch:h-11"
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

type GroupRowsProps = { heading: string; items: readonly PaletteItem[]; onRun: (item: PaletteItem) => void };

function PaletteGroupRows({ heading, items, onRun }: GroupRowsProps) {
  return items.length === 0 ? null : (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {items.map((item) => (
        <PaletteRow key={item.id} item={item} onRun={onRun} />
      ))}
    </Command.Group>
  );
}

/** Whether the cursor has nowhere to go to the right, so that `→` is free to mean something. */
const atEnd = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.selectionStart === target.value.length;

function Palette({ items, later, onQuery, onOpenChange }: Omit<CommandMenuProps, 'open'>) {
  const [recent] = useState(recentIds);
  const [query, setTyped] = useState('');
  const [value, setValue] = useState('');
  // At once and not deferred: what ↵ runs is what was typed.
  const found = useMemo(() => rankItems(items, query, recent).slice(0, 40), [items, query, recent]);
  const more = later?.items.filter(({ id }) => found.every((item) => item.id !== id)) ?? [];
  // The group that holds the best answer comes first, so that Enter runs it.
  const order = [...PALETTE_GROUPS].sort(
    (a, b) => found.findIndex((item) => item.group === a) - found.findIndex((item) => item.group === b),
  );
  function setQuery(text: string) {
    setTyped(text);
    onQuery?.(text);
  }
  function run(item: PaletteItem, newTab: boolean) {
    keep(RECENT, [item.id, ...recent.filter((id) => id !== item.id)].slice(0, MOST_RECENT).join('\n'));
    onOpenChange(false);
    item.run(newTab);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
    const item = [...found, ...more].find((entry) => entry.id === value);
    if (!item) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      run(item, true);
    } else if (event.key === 'ArrowRight' && item.more !== undefined && atEnd(event.target)) {
      event.preventDefault();
      setQuery(`${item.more} `);
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
        {order.map((group) => (
          <PaletteGroupRows
            key={group}
            heading={group}
            items={found.filter((item) => item.group === group)}
            onRun={(chosen) => run(chosen, false)}
          />
        ))}
        {later ? (
          <PaletteGroupRows heading={later.heading} items={more} onRun={(chosen) => run(chosen, false)} />
        ) : null}
      </Command.List>
      <p className="flex flex-wrap gap-x-5 gap-y-1 border-t border-border px-4 py-2 text-xs text-ink-3 touch:hidden">
        <span>↵ run</span>
        <span>⌘↵ new tab</span>
        <span>→ more for this release</span>
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
