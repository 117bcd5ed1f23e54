'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Opens a page of ours from a row: here, or beside when it was asked for with ⌘ or the middle button. */
export function useOpenPage(): (href: string, newTab: boolean) => void {
  const router = useRouter();
  return useCallback(
    (href, newTab) => {
      if (newTab) open(href, '_blank');
      else router.push(href);
    },
    [router],
  );
}
