/**
 * Who asks for a change. A token acts as its owner: `person` is the owner's user id, `name` what pages show. `madeBy` is who
 * made the token of a service account: nobody approves their own change by an account they hold the key of.
 */
export type Principal =
  | { kind: 'user' | 'token'; person: string; name: string; madeBy?: string }
  | { kind: 'controller'; person: 'controller'; name: 'Rampart' }
  | { kind: 'integration'; person: string; name: string };

/** Rampart itself, as the actor of its own decisions. */
export const CONTROLLER: Principal = { kind: 'controller', person: 'controller', name: 'Rampart' };
