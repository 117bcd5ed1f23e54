'use client';

import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { CopyLink } from '@/components/layout/copy-link';
import { Button, IconButton } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';

type FilterBarProps = {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  /** "2 rows want to move": shown while the order is held. */
  waiting?: number;
  onApply?: () => void;
  /** What else says how the list is shown: what changed, the view. */
  children?: ReactNode;
};

/** The filter line: words and key:value pairs, in the URL. `/` comes here, `Esc` leaves. */
export function FilterBar({ value, onChange, placeholder, waiting = 0, onApply, children }: FilterBarProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Filter', group: 'Filter', run: () => input.current?.focus() });
  return (
    <search className="flex flex-wrap items-center gap-3">
      <span className="relative min-w-60 flex-1">
        <Input
          ref={input}
          type="text"
          aria-label="Filter"
          aria-keyshortcuts="/"
          value={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="pr-9"
        />
        <span className="absolute inset-y-0 right-1 flex items-center">
          {value === '' ? (
            <Kbd className="mr-1.5">/</Kbd>
          ) : (
            <IconButton label="Clear the filter" size="sm" onClick={() => onChange('')}>
              <X aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </span>
      {waiting > 0 && onApply ? (
        <Button size="md" variant="ghost" shortcut="." onClick={onApply}>
          {waiting === 1 ? '1 row wants to move' : `${waiting} rows want to move`}
        </Button>
      ) : null}
      {children}
      <CopyLink className="max-sm:hidden" />
    </search>
  );
}
