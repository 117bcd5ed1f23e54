'use client';

import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cn } from './cn';
import { controlClass } from './input';

type SelectProps<T extends string> = {
  value: T | null;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  placeholder?: string;
  id?: string;
  name?: string;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  className?: string;
};

/** One of a list. Give it a `Field` or an `aria-label`. */
export function Select<T extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  id,
  className,
  ...props
}: SelectProps<T>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
      items={options}
      name={props.name}
      disabled={props.disabled}
    >
      <Base.Trigger
        id={id}
        aria-label={props['aria-label']}
        aria-describedby={props['aria-describedby']}
        aria-invalid={props['aria-invalid']}
        className={cn(controlClass, 'flex h-control items-center justify-between gap-2 text-left', className)}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-3" />
        <Base.Icon className="text-ink-3">
          <ChevronsUpDown aria-hidden="true" className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-60">
          <Base.Popup className="floating max-h-80 min-w-(--anchor-width) overflow-y-auto rounded-panel border border-border bg-raised p-1 outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex h-8 items-center justify-between gap-4 rounded-pill px-2 text-sm text-ink -outline-offset-2 select-none data-highlighted:bg-selected data-disabled:text-ink-disabled touch:h-11"
              >
                <Base.ItemText>{option.label}</Base.ItemText>
                <Base.ItemIndicator>
                  <Check aria-hidden="true" className="size-3.5" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
