'use client';

import { useState } from 'react';

/** The value before for as long as the new one is the same by `same`, so that what is made of it stays the same too. */
export function useSame<T>(value: T, same: (a: T, b: T) => boolean): T {
  const [kept, setKept] = useState(value);
  if (kept === value || same(kept, value)) return kept;
  setKept(value);
  return value;
}
