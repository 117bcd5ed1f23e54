'use client';

import { useEffect, useState } from 'react';

/** The value once it has stood still for a while: what is typed is not asked about letter by letter. Null is passed over. */
export function useSettled<T>(value: T | null, milliseconds = 300): T | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
