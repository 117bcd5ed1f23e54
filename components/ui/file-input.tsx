'use client';

import { type ComponentProps, useState } from 'react';
import { buttonVariants } from './button';
import { cn } from './cn';

type FileInputProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  /** The text of the file that was chosen. */
  onText: (text: string) => void;
};

/** Reads a file as text: a button that says what was chosen, instead of the browser's own. Give it a `Field`. */
export function FileInput({ onText, id, className, ...props }: FileInputProps) {
  const [name, setName] = useState<string | null>(null);
  function read(file: File | undefined) {
    if (!file) return;
    setName(file.name);
    void file.text().then(onText);
  }
  return (
    <span className={cn('flex min-w-0 items-center gap-3', className)}>
      <input
        {...props}
        id={id}
        type="file"
        className="peer sr-only"
        onChange={(event) => read(event.target.files?.[0])}
      />
      <label
        htmlFor={id}
        className={cn(
          buttonVariants(),
          'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus peer-aria-invalid:border-failing',
        )}
      >
        Choose a file…
      </label>
      <span className="min-w-0 truncate text-sm text-ink-2">{name ?? 'None chosen'}</span>
    </span>
  );
}
