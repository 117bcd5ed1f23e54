-- What ended since a moment is found by when it ended, however long ago it was announced.
CREATE INDEX "release_finished_idx" ON "release" ("finished_at") WHERE "finished_at" IS NOT NULL;
