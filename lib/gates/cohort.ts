/** The versions a release compares. */
export type Versions = { canary: string; baseline: string | null };

/**
 * Which cohort a sample belongs to, decided when it is read (lifecycle.md): an explicit cohort wins; else the version
 * says; any other version is shown and never judged (null).
 */
export function cohortOf(
  sample: { version: string; cohort: 'canary' | 'baseline' | null },
  versions: Versions,
): 'canary' | 'baseline' | null {
  if (sample.cohort !== null) return sample.cohort;
  if (sample.version === versions.canary) return 'canary';
  if (versions.baseline !== null && sample.version === versions.baseline) return 'baseline';
  return null;
}
