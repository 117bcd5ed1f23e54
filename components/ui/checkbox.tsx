'use client';

import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';

type CheckboxProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
  /** What is wrong with it being ticked, or not. */
  error?: string;
  children: ReactNode;
};

/** A tick with its sentence. */
export function Checkbox({ checked, onCheckedChange, disabled, name, error, children }: CheckboxProps) {
  const words = useId();
  const wrong = useId();
  const box = (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI renders the input inside the label
    <label className="flex min-h-7 items-center gap-2 text-sm text-ink touch:min-h-11">
      <Base.Root
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        name={name}
        aria-labelledby={words}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? wrong : undefined}
        className="flex size-4 shrink-0 items-center justify-center rounded-pill border border-control bg-surface data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Indicator className="text-on-accent">
          <Check aria-hidden="true" className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span id={words}>{children}</span>
    </label>
  );
  if (!error) return box;
  return (
    <div>
      {box}
      <p id={wrong} className="text-sm text-failing-text">
        {error}
      </p>
    </div>
  );
}
