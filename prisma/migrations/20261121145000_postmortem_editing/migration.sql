-- Who writes which section now: forgotten seconds after the last sign of life, so a crash may lose it.
CREATE UNLOGGED TABLE "postmortem_editing" (
    "release_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "postmortem_editing_pkey" PRIMARY KEY ("release_id","section")
);
