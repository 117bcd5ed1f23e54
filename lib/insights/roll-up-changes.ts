/** What happened to releases since the last pass, as statements of SQL. `$1` and `$2`: ids of the record, half-open. */

/** A release that follows one that failed within this time is its repair, not planned work. */
export const REWORK_WITHIN = '7 days';

/**
 * An incident that names the service (not a whole tier, team or everything), opened while users saw the release and before
 * it was complete: our own link, instead of guessing by time. Warnings and notes are no failures.
 */
const INCIDENT = `
  SELECT i.title, i.opened_at AS "openedAt", i.resolved_at AS "resolvedAt"
  FROM incident_release l JOIN incident i ON i.id = l.incident_id
  JOIN incident_scope s ON s.incident_id = i.id AND s.scope = e.service
  WHERE l.release_id = e.release_id AND i.severity IN ('critical', 'error')
    AND i.opened_at >= r.started_at AND i.opened_at <= done.at
  ORDER BY i.opened_at LIMIT 1`;

// What was completed and is taken back later counts once, as failed: its completion is taken off again.
const HAPPENED = `
WITH happened AS (
  SELECT e.release_id, e.service, e.type, e.at, (e.at AT TIME ZONE 'UTC')::date AS day, e.seq, r.version, r.started_at,
    r.committed_at, done.at AS done_at, e.type = 'release.rolled_back' AND done.at IS NOT NULL AS taken_back,
    hit.title, hit."openedAt", hit."resolvedAt", hit.title IS NOT NULL AS incident,
    e.type = 'release.started' AND (r.kind = 'revert' OR EXISTS (
      SELECT 1 FROM (
        SELECT p.id, p.status, p.finished_at FROM release p
        WHERE p.service = e.service AND p.id < r.id AND p.started_at IS NOT NULL ORDER BY p.id DESC LIMIT 1
      ) before
      WHERE before.finished_at > e.at - interval '${REWORK_WITHIN}'
        AND (before.status = 'rolled_back' OR EXISTS (SELECT 1 FROM insight_failure f WHERE f.release_id = before.id))
    )) AS rework
  FROM audit_event e JOIN release r ON r.id = e.release_id
  LEFT JOIN LATERAL (
    SELECT CASE WHEN e.type = 'release.completed' THEN e.at ELSE max(c.at) END AS at FROM audit_event c
    WHERE c.release_id = e.release_id AND c.type = 'release.completed' AND c.seq < e.seq
  ) done ON e.type <> 'release.started'
  LEFT JOIN LATERAL (${INCIDENT}) hit ON e.type <> 'release.started'
  WHERE e.id > $1::text::bigint AND e.id <= $2::text::bigint
    AND e.type IN ('release.started', 'release.completed', 'release.rolled_back') AND e.service IS NOT NULL
)`;

/** The most one canary bucket said, and how many times as much traffic the others had: sums of one pass over samples. */
const HARM = `
  SELECT max(users) FILTER (WHERE canary) AS hurt,
    coalesce(sum(active) FILTER (WHERE NOT canary)::float8 / nullif(sum(active) FILTER (WHERE canary), 0),
      sum(requests) FILTER (WHERE NOT canary)::float8 / nullif(sum(requests) FILTER (WHERE canary), 0), 0) AS rest,
    sum(errors) FILTER (WHERE canary)::float8 - sum(requests) FILTER (WHERE canary)::float8
      * coalesce(sum(errors) FILTER (WHERE NOT canary)::float8 / nullif(sum(requests) FILTER (WHERE NOT canary), 0), 0) AS extra
  FROM (
    SELECT t.requests, t.errors, t.users_active AS active, t.users_affected AS users,
      CASE WHEN t.cohort <> '' THEN t.cohort = 'canary' ELSE t.version = h.version END AS canary
    FROM telemetry_sample t
    WHERE t.service = h.service AND t.at >= greatest(h.started_at, h.at - interval '1 day') AND t.at < h.at
  ) counted`;

/**
 * Failures, lead times, and how many began, completed and failed each day. Harm is read from the samples of the release's
 * own time, once, when it has ended.
 */
export const CHANGES = `${HAPPENED}, failed AS (
  SELECT DISTINCT ON (release_id) * FROM happened
  WHERE type = 'release.rolled_back' OR (type = 'release.completed' AND incident)
  ORDER BY release_id, seq DESC
), failures AS (
  INSERT INTO insight_failure AS f (release_id, service, version, at, automatic, reason, recovery_ms, kind,
    users_hurt, users_spared, requests_hurt, requests_spared)
  SELECT h.release_id, h.service, h.version, h.at, coalesce((told.data->>'automatic')::boolean, false),
    CASE WHEN h.type = 'release.rolled_back' THEN coalesce(told.reason, '') ELSE 'incident: ' || h.title END,
    greatest(0, extract(epoch FROM CASE WHEN h.type = 'release.rolled_back' THEN h.at - least(told.at, seen.at)
      ELSE h."resolvedAt" - h."openedAt" END) * 1000)::bigint,
    CASE WHEN h.type = 'release.rolled_back' THEN 'rolled_back' ELSE 'incident' END,
    harm.hurt, round(harm.hurt * harm.rest)::bigint, greatest(0, harm.extra), greatest(0, harm.extra) * harm.rest
  FROM failed h
  LEFT JOIN LATERAL (SELECT at, data, reason, seq FROM audit_event
    WHERE release_id = h.release_id AND type = 'rollback.commanded' ORDER BY seq DESC LIMIT 1) told ON true
  LEFT JOIN LATERAL (SELECT at FROM audit_event
    WHERE release_id = h.release_id AND type = 'gate.failed' AND seq < told.seq ORDER BY seq LIMIT 1) seen ON true
  LEFT JOIN LATERAL (${HARM}) harm ON true
  ON CONFLICT (release_id) DO UPDATE SET at = excluded.at, automatic = excluded.automatic, reason = excluded.reason,
    recovery_ms = excluded.recovery_ms, kind = excluded.kind
    WHERE f.kind = 'incident' AND excluded.kind = 'rolled_back'
), leads AS (
  INSERT INTO insight_lead (release_id, at, lead_ms)
  SELECT release_id, at, (extract(epoch FROM at - committed_at) * 1000)::bigint FROM happened
  WHERE type = 'release.completed' AND committed_at <= at ON CONFLICT DO NOTHING
)
INSERT INTO insight_change_day AS d (service, day, started, completed, failed, rework)
SELECT service, day, count(*) FILTER (WHERE type = 'release.started'),
  count(*) FILTER (WHERE type = 'release.completed' AND NOT incident) - count(*) FILTER (WHERE taken_back AND NOT incident),
  count(*) FILTER (WHERE type = 'release.completed' AND incident)
    + count(*) FILTER (WHERE type = 'release.rolled_back' AND NOT (taken_back AND incident)),
  count(*) FILTER (WHERE rework)
FROM happened GROUP BY 1, 2
ON CONFLICT (service, day) DO UPDATE SET started = d.started + excluded.started,
  completed = d.completed + excluded.completed, failed = d.failed + excluded.failed, rework = d.rework + excluded.rework`;
