'use client';

import { type ComponentProps, useId } from 'react';
import { Input } from '@/components/ui/input';
import { BUILT_IN_SLIS } from '@/lib/gates/schema';

type SliInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  onChange: (sli: string) => void;
};

/** A built-in SLI, or the name of a value that the service sends itself. */
export function SliInput({ value, onChange, ...props }: SliInputProps) {
  const list = useId();
  return (
    <>
      <Input
        {...props}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        list={list}
        className="font-mono"
        autoComplete="off"
      />
      <datalist id={list}>
        {BUILT_IN_SLIS.map((sli) => (
          <option key={sli} value={sli} />
        ))}
      </datalist>
    </>
  );
}
