import type { Scope } from '@/lib/access/scopes';
import type { ActionName } from './schema';

/** Which permission on its service an action takes. Apart from the schemas, so that pages read it without zod. */
export const NEEDS: Record<ActionName, Scope> = {
  advance: 'release',
  pause: 'release',
  resume: 'release',
  rollback: 'release',
  cancel: 'release',
  approve: 'approve',
  reject: 'approve',
  override: 'approve',
};
