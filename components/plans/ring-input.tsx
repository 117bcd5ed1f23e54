'use client';

import { type ComponentProps, useId } from 'react';
import { Input } from '@/components/ui/input';
import { useRings } from '@/lib/queries/plans';

type RingInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  onChange: (ring: string) => void;
};

/** A ring's name: any for canaries, one of the known ones where rings are addressed. The known ones are offered. */
export function RingInput({ value, onChange, ...props }: RingInputProps) {
  const list = useId();
  const rings = useRings().data ?? [];
  return (
    <>
      <Input
        {...props}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        list={list}
        autoComplete="off"
      />
      <datalist id={list}>
        {rings.map((ring) => (
          <option key={ring.name} value={ring.name} />
        ))}
      </datalist>
    </>
  );
}
