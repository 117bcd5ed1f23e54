import type { Action, Decision, Refusal, Snapshot } from './state';

/** What happens to a release now, with no one asking: the pure heart of the controller (lifecycle.md). */
export declare function decide(snapshot: Snapshot, now: number): Decision;

/** What a person's or a system's action does to a release, or why it is refused. */
export declare function act(snapshot: Snapshot, action: Action, now: number): Decision | Refusal;

/** Whether the raising command in flight may still be sent at this moment (re-decided before every attempt). */
export declare function mayRaise(snapshot: Snapshot, now: number): { allowed: true } | { allowed: false; why: string };
