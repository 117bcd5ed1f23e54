-- CreateTable
CREATE TABLE "controller_heartbeat" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_skew_ms" INTEGER NOT NULL,
    "stats" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "controller_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_resend" (
    "command_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_resend_pkey" PRIMARY KEY ("command_id")
);

-- CreateTable
CREATE TABLE "read_back" (
    "service" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "read_back_pkey" PRIMARY KEY ("service")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "queue" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "command_resend_due_at_idx" ON "command_resend"("due_at");

-- CreateIndex
CREATE INDEX "read_back_next_at_idx" ON "read_back"("next_at");

-- CreateIndex
CREATE INDEX "release_service_version_idx" ON "release"("service", "version");


-- By hand: what Prisma's schema cannot say.

-- Rollbacks have a lane of their own, where a refused one is tried again too.
CREATE INDEX "command_rollback_due_idx" ON "command" ("next_attempt_at") WHERE "action" = 'rollback' AND "status" IN ('queued', 'sending', 'refused');
-- Requests in flight, also of void commands: a raise waits for them.
CREATE INDEX "command_flight_idx" ON "command" ("service") WHERE "lease_owner" IS NOT NULL;
-- Updates of what is looked at every few seconds stay on their page.
ALTER TABLE "service_control" SET (fillfactor = 70);
ALTER TABLE "release" SET (fillfactor = 70);
