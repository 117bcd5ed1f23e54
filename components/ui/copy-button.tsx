'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, type ButtonProps } from './button';

type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & { text: string; label?: string };

/** Copies `text` and says so for two seconds. */
export function CopyButton({ text, label = 'Copy', size = 'sm', ...props }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('idle'), 2000);
  }
  const words = { idle: label, copied: 'Copied', refused: 'Select and copy by hand' }[state];
  return (
    <Button {...props} size={size} onClick={copy}>
      {state === 'copied' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
