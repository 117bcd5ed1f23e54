'use client';

import { cloneElement, isValidElement, type ReactElement, type ReactNode, useId } from 'react';
import { cn } from './cn';

type ControlProps = {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  required?: boolean;
};

type FieldProps = {
  label: ReactNode;
  /** One line under the control: what it does, in which unit. */
  hint?: ReactNode;
  /** What is wrong and what to do; makes the control invalid. */
  error?: string;
  /** "optional" is written out; required is the default and is not marked. */
  optional?: boolean;
  className?: string;
  children: ReactElement<ControlProps>;
};

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, optional = false, className, children }: FieldProps) {
  const fallbackId = useId();
  const id = children.props.id ?? fallbackId;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {optional ? <span className="font-normal text-ink-3"> optional</span> : null}
      </label>
      {isValidElement(children)
        ? cloneElement(children, { id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })
        : children}
      {error ? (
        <p id={errorId} className="text-sm text-failing-text">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-xs text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
