-- CreateTable
CREATE TABLE "integration" (
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "bad_signature_at" TIMESTAMPTZ(3),

    CONSTRAINT "integration_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "hook_delivery" (
    "id" UUID NOT NULL,
    "integration" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "parsed" JSONB,
    "service" TEXT,
    "version" TEXT,
    "release_id" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "hook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hook_delivery_integration_received_at_id_idx" ON "hook_delivery"("integration", "received_at" DESC, "id");

-- CreateIndex
CREATE INDEX "hook_delivery_received_at_idx" ON "hook_delivery"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "hook_delivery_integration_delivery_id_key" ON "hook_delivery"("integration", "delivery_id");


-- By hand: what waits is found without walking what is done.
CREATE INDEX "hook_delivery_queued_idx" ON "hook_delivery" ("received_at") WHERE "status" = 'queued';
CREATE INDEX "hook_delivery_queued_service_idx" ON "hook_delivery" ("service", "version") WHERE "status" = 'queued';
