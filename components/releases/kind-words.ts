import type { ReleaseKind } from '@/lib/releases/schema';

/** What a release is, to those who freeze and to policies. */
export const KIND_WORDS: Record<ReleaseKind, string> = {
  change: 'Change',
  security_fix: 'Security fix',
  revert: 'Revert',
};
