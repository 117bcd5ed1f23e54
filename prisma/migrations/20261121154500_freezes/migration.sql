-- Freezes by calendar, incidents, error-budget policies, and pipelines of GitHub that wait for our answer.

-- AlterTable
ALTER TABLE "freeze" ADD COLUMN "in_flight" TEXT NOT NULL DEFAULT 'hold',
ADD COLUMN "allows" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "scheduled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "timezone" TEXT,
ADD COLUMN "schedule" JSONB,
ADD COLUMN "calendar" JSONB;

-- AlterTable
ALTER TABLE "integration" ADD COLUMN "token" TEXT;

-- AlterTable
ALTER TABLE "release" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'change';

-- CreateTable
CREATE TABLE "freeze_window" (
    "freeze" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "title" TEXT,

    CONSTRAINT "freeze_window_pkey" PRIMARY KEY ("freeze","starts_at")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL DEFAULT 'error',
    "source" TEXT NOT NULL DEFAULT 'manual',
    "source_key" TEXT,
    "url" TEXT,
    "detail" TEXT,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_scope" (
    "incident_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_scope_pkey" PRIMARY KEY ("incident_id","scope")
);

-- CreateTable
CREATE TABLE "incident_release" (
    "incident_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_release_pkey" PRIMARY KEY ("incident_id","release_id")
);

-- CreateTable
CREATE TABLE "budget_policy" (
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_policy_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "deployment_check" (
    "id" UUID NOT NULL,
    "integration" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "callback_url" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "comment" TEXT,
    "comments" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "freeze_window_scope_ends_at_idx" ON "freeze_window"("scope", "ends_at");

-- CreateIndex
CREATE INDEX "incident_opened_at_id_idx" ON "incident"("opened_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_release_release_id_idx" ON "incident_release"("release_id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_policy_scope_key" ON "budget_policy"("scope");

-- CreateIndex
CREATE INDEX "deployment_check_status_next_at_idx" ON "deployment_check"("status", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "deployment_check_integration_delivery_id_key" ON "deployment_check"("integration", "delivery_id");

-- AddForeignKey
ALTER TABLE "freeze_window" ADD CONSTRAINT "freeze_window_freeze_fkey" FOREIGN KEY ("freeze") REFERENCES "freeze"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_scope" ADD CONSTRAINT "incident_scope_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_release" ADD CONSTRAINT "incident_release_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_release" ADD CONSTRAINT "incident_release_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say: the same alert is one incident while it is open; open scopes and standing freezes are few
-- among all there ever were, and every look of the controller asks for them.
CREATE UNIQUE INDEX "incident_open_key" ON "incident"("source_key") WHERE "resolved_at" IS NULL;
CREATE INDEX "incident_scope_open" ON "incident_scope"("scope") WHERE "closed_at" IS NULL;
CREATE INDEX "freeze_standing" ON "freeze"("scope") WHERE "lifted_at" IS NULL;
ALTER TABLE "freeze_window" ADD CONSTRAINT "freeze_window_forward" CHECK ("ends_at" > "starts_at");

-- Everything that forbids new exposure, whatever its source: what the lane, `proceed` and banners read. A row stands
-- while starts_at <= now and (ends_at IS NULL or ends_at > now).
CREATE VIEW "standing" AS
SELECT "name", "kind", "scope", "reason", NULL::text AS "title", "starts_at", "ends_at", "in_flight", "allows"
FROM "freeze" WHERE "lifted_at" IS NULL AND NOT "scheduled"
UNION ALL
SELECT f."name", f."kind", w."scope", f."reason", w."title", w."starts_at", w."ends_at", f."in_flight", f."allows"
FROM "freeze_window" w JOIN "freeze" f ON f."name" = w."freeze" WHERE f."lifted_at" IS NULL AND f."scheduled"
UNION ALL
SELECT i."id"::text, 'incident', s."scope", i."title", NULL, s."opened_at", NULL, 'hold', ARRAY[]::text[]
FROM "incident_scope" s JOIN "incident" i ON i."id" = s."incident_id" WHERE s."closed_at" IS NULL;
