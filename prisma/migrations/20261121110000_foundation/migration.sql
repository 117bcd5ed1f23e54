-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'operator', 'approver', 'admin');

-- CreateEnum
CREATE TYPE "ReleaseStatus" AS ENUM ('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rolled_back', 'completed', 'cancelled', 'superseded', 'rollback_failed');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "principal" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("principal","path","key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "chain" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "release_id" UUID,
    "service" TEXT,
    "type" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "reason" TEXT,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_chain" (
    "chain" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_seal_entry" (
    "event_id" BIGINT NOT NULL,
    "seal_seq" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "event_hash" TEXT NOT NULL,

    CONSTRAINT "audit_seal_entry_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "baseline_version" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "plan_name" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "mechanism" TEXT NOT NULL,
    "commit" TEXT,
    "artifact" TEXT,
    "changelog" TEXT,
    "risk" TEXT,
    "start_at" TIMESTAMPTZ(3),
    "deployed" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "ReleaseStatus" NOT NULL,
    "state" JSONB NOT NULL,
    "gates" JSONB NOT NULL DEFAULT '[]',
    "gate_memory" JSONB NOT NULL DEFAULT '{}',
    "step_index" INTEGER NOT NULL DEFAULT 0,
    "desired" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "verdict" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "attention_class" INTEGER NOT NULL DEFAULT 1,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "step_index" INTEGER NOT NULL,
    "principal" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "exposure" INTEGER NOT NULL,
    "raising" BOOLEAN NOT NULL,
    "body" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "observed" INTEGER,
    "error" TEXT,

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_attempt" (
    "command_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "http_status" INTEGER,
    "observed" INTEGER,
    "error" TEXT,

    CONSTRAINT "command_attempt_pkey" PRIMARY KEY ("command_id","attempt")
);

-- CreateTable
CREATE TABLE "ring" (
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT,
    "share" DOUBLE PRECISION,

    CONSTRAINT "ring_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "service" (
    "name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "tier" INTEGER NOT NULL,
    "runbook_url" TEXT,
    "revert_command" TEXT,
    "plan" TEXT NOT NULL,
    "on_newer" TEXT NOT NULL DEFAULT 'queue',
    "rollback_window_ms" BIGINT NOT NULL,
    "provider" JSONB NOT NULL,
    "provider_secret" TEXT,
    "telemetry" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "service_control" (
    "service" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "current_release_id" UUID,
    "current_version" TEXT,
    "observed" INTEGER,
    "observed_generation" INTEGER,
    "observed_at" TIMESTAMPTZ(3),
    "read_error" TEXT,
    "read_error_since" TIMESTAMPTZ(3),

    CONSTRAINT "service_control_pkey" PRIMARY KEY ("service")
);

-- CreateTable
CREATE TABLE "plan" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "spec" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "plan" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("plan","version")
);

-- CreateTable
CREATE TABLE "freeze" (
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'manual',
    "scope" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "freeze_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_owner_id_idx" ON "api_token"("owner_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "audit_event_release_id_seq_idx" ON "audit_event"("release_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_service_id_idx" ON "audit_event"("service", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_chain_seq_key" ON "audit_event"("chain", "seq");

-- CreateIndex
CREATE INDEX "audit_seal_entry_seal_seq_position_idx" ON "audit_seal_entry"("seal_seq", "position");

-- CreateIndex
CREATE INDEX "release_service_id_idx" ON "release"("service", "id" DESC);

-- CreateIndex
CREATE INDEX "release_status_id_idx" ON "release"("status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "approval_release_id_step_index_principal_key" ON "approval"("release_id", "step_index", "principal");

-- CreateIndex
CREATE INDEX "command_release_id_generation_idx" ON "command"("release_id", "generation");

-- CreateIndex
CREATE UNIQUE INDEX "command_service_generation_key" ON "command"("service", "generation");

-- CreateIndex
CREATE INDEX "service_control_due_at_idx" ON "service_control"("due_at");

-- CreateIndex
CREATE INDEX "freeze_scope_idx" ON "freeze"("scope");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_service_fkey" FOREIGN KEY ("service") REFERENCES "service"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command" ADD CONSTRAINT "command_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command_attempt" ADD CONSTRAINT "command_attempt_command_id_fkey" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_control" ADD CONSTRAINT "service_control_service_fkey" FOREIGN KEY ("service") REFERENCES "service"("name") ON DELETE RESTRICT ON UPDATE CASCADE;


-- By hand: what Prisma's schema cannot say.

-- Only what is in flight is ever looked for by the controller: its cost must not grow with history.
CREATE INDEX "release_active_idx" ON "release" ("service", "id") WHERE "status" IN ('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed');
CREATE UNIQUE INDEX "release_one_attempt_in_flight" ON "release" ("service", "version") WHERE "status" IN ('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed');
CREATE INDEX "release_completed_idx" ON "release" ("service", "finished_at" DESC) WHERE "status" = 'completed';
CREATE INDEX "command_due_idx" ON "command" ("next_attempt_at") WHERE "status" IN ('queued', 'sending');
CREATE INDEX "freeze_active_idx" ON "freeze" ("scope") WHERE "lifted_at" IS NULL;

-- The audit record is append-only for every role, the owner included: removing a trigger is itself visible to `verify`,
-- because what was changed behind it no longer matches the chain.
CREATE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit records are append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE ON "audit_seal" FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_seal_no_truncate" BEFORE TRUNCATE ON "audit_seal" FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_seal_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_seal_entry" FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_seal_entry_no_truncate" BEFORE TRUNCATE ON "audit_seal_entry" FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
