import type { Principal } from '@/lib/access/principal';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { boundTo, planRef } from './approval-rule';
import { personOf } from './create-release';
import { Changes } from './lane/changes';
import type { LaneDeps } from './lane/deps';
import { loadLane } from './lane/load';
import { lockServiceOf } from './lane/lock';
import type { LaneRelease } from './lane/model';
import { persist } from './lane/persist';
import { planFor } from './plan-choice';
import { noRelease } from './read-model';
import type { RevisionInput } from './schema';
import { initialState } from './state';

const WRITE = `
UPDATE release SET artifact = coalesce($2, artifact), commit = coalesce($3, commit), changelog = coalesce($4, changelog),
  risk = coalesce($5, risk), commit_author = coalesce($6, commit_author), committer = CASE WHEN $6::text IS NULL THEN committer ELSE $7 END,
  plan_name = $8, plan_version = $9, plan = $10, mechanism = $11 WHERE id = $1`;

/**
 * Changes what a release brings, or takes its plan anew, while nothing has been commanded. Approvals of what it was are
 * void. Afterwards: 409, since a release that has begun keeps the plan and the artefact it began with.
 */
export async function reviseRelease(
  deps: LaneDeps,
  id: string,
  input: RevisionInput,
  principal: Principal,
): Promise<void> {
  await deps.inTransaction(async (sql) => {
    const name = await lockServiceOf(sql, id);
    if (name === null) throw noRelease(id);
    await deps.authorize?.(sql, principal, 'release', { service: name });
    const lane = await loadLane(sql, [name], { also: [id] });
    const service = lane.services.get(name);
    const release = service?.releases.find((one) => one.id === id);
    if (!service || !release) throw noRelease(id);
    const { status, generation } = release.state;
    if (generation > 0 || (status !== 'pending' && status !== 'awaiting_approval'))
      throw new AppError('conflict', `a release that is ${status} keeps what it began with: start another`, {
        extra: { current: status, allowed: [] },
      });
    const before = release.approvals.filter((given) => given.bound === boundOf(release, given.step));
    const kept = { name: release.planName, version: release.planVersion, spec: release.plan };
    const mayLoosen = () => deps.authorize?.(sql, principal, 'admin', { service: name });
    const plan = input.plan === undefined ? kept : await planFor(sql, service, input.plan, mayLoosen);
    await write(sql, release, input, plan);
    const changed = Object.keys(input).filter((field) => field !== 'reason');
    const changes = new Changes(lane.now);
    const { attention } = release.state;
    release.state = { ...initialState(lane.now), attention, reason: 'changed: waits for the controller' };
    changes.touch(service, release, true);
    changes.audit(service, release, 'release.changed', principal, { changed }, input.reason);
    for (const given of before.filter(({ step, bound }) => bound !== boundOf(release, step)))
      changes.audit(service, release, 'approval.voided', principal, {
        step: given.step,
        by: given.name,
        was: given.bound,
      });
    changes.due.set(name, lane.now);
    await persist(sql, changes);
  });
}

const boundOf = (release: LaneRelease, step: number): string =>
  boundTo({ ...release, planRef: planRef(release) }, step);

async function write(
  sql: Sql,
  release: LaneRelease,
  input: RevisionInput,
  plan: Awaited<ReturnType<typeof planFor>>,
): Promise<void> {
  const { artifact, commit, changelog, risk, commitAuthor } = input;
  const given = [artifact, commit, changelog, risk, commitAuthor].map((value) => value ?? null);
  const committer = await personOf(sql, commitAuthor);
  const spec = JSON.stringify(plan.spec);
  await sql.query(WRITE, [release.id, ...given, committer, plan.name, plan.version, spec, plan.spec.mechanism]);
  release.artifact = artifact ?? release.artifact ?? null;
  release.commit = commit ?? release.commit ?? null;
  release.plan = plan.spec;
  release.planName = plan.name;
  release.planVersion = plan.version;
}
