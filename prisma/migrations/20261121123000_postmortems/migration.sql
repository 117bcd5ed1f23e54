-- CreateTable
CREATE TABLE "postmortem" (
    "release_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "facts" JSONB NOT NULL,
    "timeline" JSONB NOT NULL,
    "charts" JSONB NOT NULL,
    "facts_at" TIMESTAMPTZ(3) NOT NULL,
    "facts_final" BOOLEAN NOT NULL DEFAULT false,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "open_actions" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "postmortem_pkey" PRIMARY KEY ("release_id")
);

-- CreateTable
CREATE TABLE "postmortem_revision" (
    "release_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "postmortem_revision_pkey" PRIMARY KEY ("release_id","revision")
);

-- CreateIndex
CREATE INDEX "postmortem_created_at_release_id_idx" ON "postmortem"("created_at" DESC, "release_id");

-- By hand: drafts whose facts are still to be completed.
CREATE INDEX "postmortem_open_facts_idx" ON "postmortem" ("facts_at") WHERE NOT "facts_final" AND "status" <> 'published';
