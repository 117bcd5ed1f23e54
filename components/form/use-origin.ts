'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Where this Rampart is, for commands to copy; a variable in the markup of the server, which does not know. */
export const useOrigin = (): string =>
  useSyncExternalStore(
    never,
    () => location.origin,
    () => '$RAMPART_URL',
  );
