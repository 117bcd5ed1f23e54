'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';

/**
 * A dialog of a page that is opened by its button, or by an address that asks for it (`?do=freeze`), as the palette does
 * from anywhere. Closed, the address asks no more.
 */
export function useAskedFor(what: string): [open: boolean, setOpen: (open: boolean) => void] {
  const router = useRouter();
  const path = usePathname();
  const asked = useSearchParams().get('do') === what;
  const [pressed, setPressed] = useState(false);
  function setOpen(open: boolean) {
    setPressed(open);
    if (!open && asked) router.replace(path, { scroll: false });
  }
  return [asked || pressed, setOpen];
}
