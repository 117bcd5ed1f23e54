'use client';

import { createContext, useContext } from 'react';
import type { Scope } from '@/lib/access/scopes';
import type { Viewer } from '@/lib/releases/approval-turn';
import type { ActionName, Release } from '@/lib/releases/schema';

/** Which permission an action takes; the server decides again. */
const NEEDS: Record<ActionName, Scope> = {
  advance: 'release',
  pause: 'release',
  resume: 'release',
  rollback: 'release',
  cancel: 'release',
  approve: 'approve',
  reject: 'approve',
  override: 'approve',
};

/** The person who looks, and what they may do; nobody and nothing outside the signed-in pages. */
export const ViewerContext = createContext<Viewer>({ person: '', scopes: [] });

/** The actions a release allows now, as far as this person has them: the page shows no other button. */
export const permitted = (release: Pick<Release, 'actions'>, scopes: readonly Scope[]): ActionName[] =>
  release.actions.filter((action) => scopes.includes(NEEDS[action]));

/** As `permitted`, for the person who looks. */
export const usePermitted = (release: Pick<Release, 'actions'>): ActionName[] =>
  permitted(release, useContext(ViewerContext).scopes);
