/**
 * Types of what changed exposure, a plan, a gate or a freeze: what an incident asks for first. A raise counts when the
 * provider confirmed it, and what a person did towards it when it was done. The source is read by PostgreSQL too.
 */
export const CHANGES =
  /^(release\.(paused|resumed)|hold\.shortened|override\.given|rollback\.(commanded|confirmed|failed)|exposure\.confirmed|drift\.|plan\.|freeze\.|incident\.(opened|changed|resolved)|policy\.|budget\.failed|service\.|rings\.|gate\.failed)/;
