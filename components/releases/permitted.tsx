'use client';

import { createContext, useContext } from 'react';
import { mayForTeam } from '@/lib/access/decide';
import type { Viewer } from '@/lib/releases/approval-turn';
import { NEEDS } from '@/lib/releases/needs';
import type { ActionName, Release } from '@/lib/releases/schema';

type Asked = Pick<Release, 'actions' | 'owner'>;

/** The person who looks, and what they may do; nobody and nothing outside the signed-in pages. */
export const ViewerContext = createContext<Viewer>({ person: '', scopes: [], teams: {} });

/** The actions a release allows now, as far as this person has them: the page shows no other button. */
export const permitted = ({ actions, owner }: Asked, viewer: Omit<Viewer, 'person'>): ActionName[] =>
  actions.filter((action) => mayForTeam(viewer, NEEDS[action], owner));

/** As `permitted`, for the person who looks. */
export const usePermitted = (release: Asked): ActionName[] => permitted(release, useContext(ViewerContext));
