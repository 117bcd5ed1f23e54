'use client';

import { Link2 } from 'lucide-react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { Button, type ButtonProps } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';

/** Copies `path`, or the address as it is when pressed, and says so. */
export async function copyLink(path?: string): Promise<void> {
  const link = path ? new URL(path, location.origin).href : location.href;
  try {
    await navigator.clipboard.writeText(link);
    toast('Link copied', { description: link });
  } catch {
    toast('Copy it by hand', { description: link, failed: true });
  }
}

/** "Copy link C": the page with its filter. */
export function CopyLink({ path, ...props }: Pick<ButtonProps, 'size' | 'variant' | 'className'> & { path?: string }) {
  useShortcut({ keys: 'c', label: 'Copy the link', group: 'Anywhere', run: () => void copyLink(path) });
  return (
    <Button size="md" variant="ghost" shortcut="C" {...props} onClick={() => void copyLink(path)}>
      <Link2 aria-hidden="true" />
      Copy link
    </Button>
  );
}
