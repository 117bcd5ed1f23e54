-- A release is looked for by how its version or the name of who announced it begins, among a million of them.
CREATE INDEX "release_version_id_idx" ON "release"("version" text_pattern_ops, "id" DESC);
CREATE INDEX "release_created_by_id_idx" ON "release"(lower("created_by_name") text_pattern_ops, "id" DESC);
