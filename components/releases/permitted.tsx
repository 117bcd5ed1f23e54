'use client';

import { createContext, useContext } from 'react';
import { mayForTeam } from '@/lib/access/decide';
import { decidesOn, type Viewer } from '@/lib/releases/approval-turn';
import { NEEDS } from '@/lib/releases/needs';
import type { ActionName, Release } from '@/lib/releases/schema';

type Asked = Pick<Release, 'actions'> & Parameters<typeof decidesOn>[0];

/** The person who looks, and what they may do; nobody and nothing outside the signed-in pages. */
export const ViewerContext = createContext<Viewer>({ person: '', scopes: [], teams: {} });

/** The actions a release allows now, as far as this person has them: the page shows no other button. */
export const permitted = (release: Asked, viewer: Omit<Viewer, 'person'>): ActionName[] =>
  release.actions.filter((action) =>
    action === 'approve' || action === 'reject'
      ? decidesOn(release, viewer)
      : mayForTeam(viewer, NEEDS[action], release.owner),
  );

/** As `permitted`, for the person who looks. */
export function usePermitted(release: Asked | undefined): ActionName[] {
  const viewer = useContext(ViewerContext);
  return release ? permitted(release, viewer) : [];
}
