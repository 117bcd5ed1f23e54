'use client';

import { useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { ByHandDialog } from './dialogs';

type ByHandProps = {
  service: string;
  size?: ButtonProps['size'];
  variant?: ButtonProps['variant'];
  label?: string;
  className?: string;
};

/** The service's own revert command, for when the tool itself is what is down. */
export function ByHandButton({
  service,
  size = 'sm',
  variant = 'outline',
  label = 'By hand…',
  className,
}: ByHandProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-early="" size={size} variant={variant} className={className} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <ByHandDialog service={service} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
