-- Since when a row forbids: a window that had begun before it was put did not forbid anything then, so what was in
-- flight when it was put was in flight when it began to matter.
CREATE OR REPLACE VIEW "standing" AS
SELECT "name", "kind", "scope", "reason", NULL::text AS "title", "starts_at", "ends_at", "in_flight", "allows",
  greatest("starts_at", "created_at") AS "since"
FROM "freeze" WHERE "lifted_at" IS NULL AND NOT "scheduled"
UNION ALL
SELECT f."name", f."kind", w."scope", f."reason", w."title", w."starts_at", w."ends_at", f."in_flight", f."allows",
  greatest(w."starts_at", f."created_at")
FROM "freeze_window" w JOIN "freeze" f ON f."name" = w."freeze" WHERE f."lifted_at" IS NULL AND f."scheduled"
UNION ALL
SELECT i."id"::text, 'incident', s."scope", i."title", NULL, s."opened_at", NULL, 'hold', ARRAY[]::text[], s."opened_at"
FROM "incident_scope" s JOIN "incident" i ON i."id" = s."incident_id" WHERE s."closed_at" IS NULL;
