import { AppError } from '@/lib/errors';
import type { ReleaseSeries, Series } from '@/lib/telemetry/series-schema';
import type { Postmortem as Row } from '@/prisma/generated/client';
import { publishProblems } from './content';
import {
  type Facts,
  type Postmortem,
  type PostmortemContent,
  type PostmortemSummary,
  postmortemContentSchema,
} from './schema';

const titleOf = ({ service, version, createdAt }: Pick<Row, 'service' | 'version' | 'createdAt'>): string =>
  `${service} ${version}, ${createdAt.toISOString().slice(0, 10)}`;

/** A stored postmortem as every client sees it. */
export function postmortemView(row: Row): Postmortem {
  const content: PostmortemContent = postmortemContentSchema.parse(row.content);
  return {
    releaseId: row.releaseId,
    service: row.service,
    version: row.version,
    title: titleOf(row),
    status: row.status as Postmortem['status'],
    // Both are written by `draftPostmortem` alone.
    facts: row.facts as Facts,
    factsFinal: row.factsFinal,
    timeline: row.timeline as Postmortem['timeline'],
    // Those drafted before charts kept their limits have none.
    charts: (row.charts as (Series & Partial<ReleaseSeries>)[]).map((chart) => ({
      ...chart,
      bounds: chart.bounds ?? [],
      evidence: chart.evidence ?? [],
    })),
    content,
    revision: row.revision,
    problems: publishProblems(content),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

export type SummaryRow = Pick<
  Row,
  'releaseId' | 'service' | 'version' | 'status' | 'facts' | 'openActions' | 'createdAt' | 'updatedAt'
>;

export function summaryView(row: SummaryRow): PostmortemSummary {
  const facts = row.facts as Facts;
  return {
    releaseId: row.releaseId,
    service: row.service,
    version: row.version,
    title: titleOf(row),
    status: row.status as PostmortemSummary['status'],
    automatic: facts.automatic,
    extraErrors: facts.impact.extraErrors,
    openActions: row.openActions,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const noPostmortem = (releaseId: string): AppError =>
  new AppError('not_found', `Release ${releaseId} has no postmortem: one is drafted when a release is rolled back.`);
