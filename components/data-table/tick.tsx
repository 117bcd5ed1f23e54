'use client';

import { cn } from '@/components/ui/cn';

type TickProps = {
  /** "Select checkout 2.4.1" */
  label: string;
  checked: boolean;
  /** Some, not all. */
  mixed?: boolean;
  onToggle: (range: boolean) => void;
  className?: string;
};

/** The tick in a row's margin: all of the margin takes the press. */
export function Tick({ label, checked, mixed = false, onToggle, className }: TickProps) {
  return (
    <label className={cn('absolute inset-y-0 left-0 z-1 flex w-8 items-center justify-center', className)}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(node) => {
          if (node) node.indeterminate = mixed;
        }}
        onChange={({ nativeEvent }) => onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        className="size-3.5 accent-accent"
      />
    </label>
  );
}
