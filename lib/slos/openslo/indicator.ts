import type { Place } from './node';
import type { Objects } from './objects';

/** The indicator of an SLO, as `sli` takes it, still to be checked by the schema. `place`: what to blame. */
export type Indicator = { place: Place; sli: Record<string, unknown>; measured: boolean };

/** How Rampart's own indicators are written: what it counts itself needs no query. */
export const OURS = 'Rampart';

const PROMETHEUS = 'prometheus';

export function readIndicator(objects: Objects, spec: Place, objective: Place): Indicator {
  const inline = spec.get('indicator');
  const ref = spec.get('indicatorRef');
  if (objective.get('indicator').there || objective.get('indicatorRef').there) {
    const which = objective.get(objective.get('indicator').there ? 'indicator' : 'indicatorRef');
    which.refuse('composite SLOs, with an indicator per objective, cannot be said in Rampart: make an SLO of each');
  }
  if (inline.there && ref.there) ref.refuse('goes not with indicator: give one of the two');
  if (!inline.there && !ref.there) inline.refuse('is needed (or indicatorRef)');
  const sli = inline.there ? inline.need('spec') : objects.find('SLI', ref).need('spec');
  const ratio = sli.get('ratioMetric');
  const threshold = sli.get('thresholdMetric');
  if (ratio.there && threshold.there) threshold.refuse('goes not with ratioMetric: give one of the two');
  if (ratio.there) return readRatio(objects, ratio);
  return threshold.there
    ? readThreshold(objects, threshold, objective)
    : ratio.refuse('is needed (or thresholdMetric)');
}

type Metric = { ours: Place | null; query: Place | null; url: string | undefined };

function readMetric(objects: Objects, metric: Place): Metric {
  const source = metric.need('metricSource');
  const ref = source.get('metricSourceRef');
  const type = source.get('type');
  const known = ref.there
    ? objects.all.find(
        (one) => one.get('kind').value === 'DataSource' && one.in('metadata', 'name').value === ref.value,
      )
    : undefined;
  const typed = type.there
    ? type
    : (known?.in('spec', 'type') ??
      (ref.there
        ? ref.refuse(`no DataSource named "${ref.text()}" is in this file, and no type is said`)
        : type.refuse('is needed')));
  if (typed.text() === OURS) return { ours: source.need('spec'), query: null, url: undefined };
  if (typed.text().toLowerCase() !== PROMETHEUS)
    typed.refuse(`Rampart counts its own telemetry or asks Prometheus; it cannot ask ${typed.text()}`);
  const details = known?.in('spec', 'connectionDetails');
  const detail = details?.isList ? details.list().find((one) => one.get('url').there) : details;
  const url = detail?.get('url');
  const own = source.need('spec').get('url');
  const said = own.there ? own : url;
  return { ours: null, query: source.need('spec').need('query'), url: said?.there ? said.text() : undefined };
}

function readRatio(objects: Objects, ratio: Place): Indicator {
  const raw = ratio.get('raw');
  if (raw.there)
    raw.refuse(
      'a ratio that was computed elsewhere says nothing of how many events there were: give good or bad, and total',
    );
  const which = ratio.get('good').there ? 'good' : 'bad';
  const part = ratio.get(which);
  if (!part.there) part.refuse('is needed (or good)');
  if (which === 'good' && ratio.get('bad').there) ratio.get('bad').refuse('goes not with good: give one of the two');
  const first = readMetric(objects, part);
  const total = readMetric(objects, ratio.need('total'));
  if (first.ours) {
    const value = first.ours.get('value');
    return { place: ratio, sli: { kind: 'ratio', ...(value.there ? { value: value.text() } : {}) }, measured: false };
  }
  const queries = { [which]: first.query?.text(), total: total.query?.text() };
  // A query that takes the increase itself is no counter any more.
  const rising =
    ratio.get('counter').value === true &&
    !Object.values(queries).some((query) => /\b(?:increase|rate|delta)\s*\(/.test(query ?? ''));
  const url = first.url ?? total.url;
  return {
    place: ratio,
    sli: { kind: 'promql', ...queries, ...(rising ? { counter: true } : {}), ...(url === undefined ? {} : { url }) },
    measured: false,
  };
}

function readThreshold(objects: Objects, threshold: Place, objective: Place): Indicator {
  const { ours, query, url } = readMetric(objects, threshold);
  const op = objective.get('op');
  if (!op.there) op.refuse('is needed with a thresholdMetric: lt, lte, gt or gte');
  if (!['lt', 'lte', 'gt', 'gte'].includes(op.text())) op.refuse('must be lt, lte, gt or gte');
  const value = objective.get('value');
  // As the OpenSLO SDK writes it: a value of 0 is left out.
  const limit = value.there ? value.number() : 0;
  if (ours) {
    if (!op.text().startsWith('lt')) op.refuse('must be lte: a request is good when it is fast');
    return { place: value.there ? value : objective, sli: { kind: 'latency', thresholdMs: limit }, measured: false };
  }
  return {
    place: threshold,
    sli: {
      kind: 'promql',
      value: query?.text(),
      op: op.text(),
      threshold: limit,
      ...(url === undefined ? {} : { url }),
    },
    measured: true,
  };
}
