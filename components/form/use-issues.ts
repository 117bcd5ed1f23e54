'use client';

import { useState } from 'react';
import type { z } from 'zod';
import { ApiError } from '@/lib/queries/http';
import { byPath, type Issues, issuesOf } from './issues';

const NONE: Issues = {};

/**
 * Which fields are wrong. Nothing is marked before the first attempt to save; from then on marks follow the typing.
 * What the server refused stays until the next attempt.
 */
export function useIssues<T>(schema: z.ZodType<T>, value: unknown) {
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Issues>(NONE);
  const parsed = schema.safeParse(value);
  const own = tried && !parsed.success ? issuesOf(parsed.error) : NONE;
  return {
    issues: { ...refused, ...own },
    /** The value when it may be sent; null after marking what is wrong. */
    attempt(): T | null {
      setTried(true);
      setRefused(NONE);
      return parsed.success ? parsed.data : null;
    },
    refuse(error: Error): void {
      setRefused(error instanceof ApiError ? byPath(error.errors) : NONE);
    },
    valid: parsed.success,
  };
}

/** Brings the first wrong field (or what is said of several) into view and focuses it, once it is drawn. */
export function focusFirstWrong(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')?.focus());
}
