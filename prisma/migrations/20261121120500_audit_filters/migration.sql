-- The filters of the audit page: each a walk along an index.
CREATE INDEX "audit_event_type_id_idx" ON "audit_event" ("type", "id" DESC);
CREATE INDEX "audit_event_person_idx" ON "audit_event" (("actor"->>'person'), "id" DESC);
CREATE INDEX "audit_event_at_idx" ON "audit_event" USING brin ("at");
