'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;
const NONE: readonly string[] = [];
let zones: readonly string[] | undefined;

/** The time zones this browser knows, UTC first, to be offered while typing; none in the markup of the server, which may know others. */
export const useTimeZones = (): readonly string[] =>
  useSyncExternalStore(
    never,
    () => {
      zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
      return zones;
    },
    () => NONE,
  );
