-- What exactly an approval approves, and who wrote the change. Earlier approvals count as they did.
ALTER TABLE "approval" ADD COLUMN "bound" TEXT;
ALTER TABLE "release" ADD COLUMN "commit_author" TEXT, ADD COLUMN "committer" TEXT;

CREATE TABLE "override_given" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "step_index" INTEGER NOT NULL,
    "blockers" TEXT[],
    "principal" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewed_by" TEXT,
    "reviewer" TEXT,
    "note" TEXT,

    CONSTRAINT "override_given_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "override_given_release_id_idx" ON "override_given"("release_id");
CREATE INDEX "override_given_reviewed_at_at_idx" ON "override_given"("reviewed_at", "at");
ALTER TABLE "override_given" ADD CONSTRAINT "override_given_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
