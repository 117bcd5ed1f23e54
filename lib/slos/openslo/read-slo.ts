import { allowed } from '@/lib/http/parse';
import { nameSchema } from '@/lib/shared/names';
import { BURN_WINDOWS } from '../burn';
import { type SloInput, sloInputSchema } from '../schema';
import { readIndicator } from './indicator';
import { type Place, Refusal } from './node';
import { kindOf, nameOf, type Objects } from './objects';

/** An SLO of a file as Rampart would put it. */
export type Read = { service: string; slo: string; line: number; input: SloInput; servicePlace: Place };

const PLACES = { slice: 'timeSliceTarget', objective: 'target' } as const;

/** Reads one SLO. Throws a `Refusal` that names the line of what cannot be said in Rampart. */
export function readSlo(objects: Objects, object: Place): Read {
  const spec = object.need('spec');
  const name = object.in('metadata', 'name');
  const service = spec.need('service');
  for (const place of [name, service]) {
    const parsed = nameSchema.safeParse(place.text());
    if (!parsed.success) place.refuse(`${parsed.error.issues[0]?.message}, not "${place.text()}"`);
  }
  const objectives = spec.need('objectives').list();
  const [objective, second] = objectives;
  if (!objective) return spec.get('objectives').refuse('must have one entry');
  second?.refuse('one objective is what an SLO has in Rampart: make an SLO of each');
  const indicator = readIndicator(objects, spec, objective);
  const target = readTarget(objective);
  const budget = readBudget(spec, objective);
  if (indicator.measured && budget.input.budget === 'events') {
    spec.get('budgetingMethod').refuse('must be Timeslices: a compared value has no events to count');
  }
  const alerts = readAlerts(objects, spec);
  const texts = { displayName: object.in('metadata', 'displayName'), description: spec.get('description') };
  const input = {
    ...Object.fromEntries(Object.entries(texts).flatMap(([key, place]) => (place.there ? [[key, place.text()]] : []))),
    sli: indicator.sli,
    objective: target.value,
    ...readWindow(spec),
    ...budget.input,
    ...(alerts === null ? {} : { alerts: alerts.rules }),
  };
  const parsed = sloInputSchema.safeParse(input, { error: allowed });
  if (parsed.success)
    return {
      service: service.text(),
      slo: nameOf(object),
      line: object.line,
      input: parsed.data,
      servicePlace: service,
    };
  const issue = parsed.error.issues[0];
  const [field, index] = issue?.path ?? [];
  const blame = placeOf(String(field), typeof index === 'number' ? index : 0, {
    object,
    spec,
    objective,
    indicator: indicator.place,
    target: target.place,
    alerts: alerts?.places ?? [],
  });
  throw new Refusal(blame.line, blame.path, issue?.message ?? 'is not valid');
}

type Blamed = {
  object: Place;
  spec: Place;
  objective: Place;
  indicator: Place;
  target: Place;
  alerts: readonly Place[];
};

function placeOf(field: string, index: number, { object, spec, objective, indicator, target, alerts }: Blamed): Place {
  switch (field) {
    case 'sli':
      return indicator;
    case 'objective':
      return target;
    case 'alerts':
      return alerts[index] ?? spec.get('alertPolicies');
    case 'window':
    case 'timeZone':
    case 'windowStart': {
      const window = spec.get('timeWindow').list()[0] ?? spec.get('timeWindow');
      if (field === 'window') return window.get('duration');
      return window.in('calendar', field === 'timeZone' ? 'timeZone' : 'startTime');
    }
    case 'budget':
      return spec.get('budgetingMethod');
    case 'slice':
      return objective.get(PLACES.slice);
    case 'displayName':
      return object.in('metadata', 'displayName');
    default:
      return spec.get(field);
  }
}

function readTarget(objective: Place): { place: Place; value: number } {
  const target = objective.get('target');
  const percent = objective.get('targetPercent');
  if (target.there && percent.there) percent.refuse('goes not with target: give one of the two');
  if (target.there) return { place: target, value: target.number() };
  return percent.there
    ? { place: percent, value: Number((percent.number() / 100).toFixed(12)) }
    : target.refuse('is needed (or targetPercent)');
}

function readBudget(spec: Place, objective: Place): { input: Record<string, unknown> } {
  const method = spec.need('budgetingMethod');
  switch (method.text()) {
    case 'Occurrences':
      return { input: { budget: 'events' } };
    case 'Timeslices': {
      const window = objective.need('timeSliceWindow');
      const length = window.text();
      if (length !== '1m' && length !== '5m')
        window.refuse(`must be 1m or 5m, the slices Rampart counts in, not ${length}`);
      return { input: { budget: 'time_slices', slice: { length, target: objective.need(PLACES.slice).number() } } };
    }
    case 'RatioTimeslices':
      return method.refuse(
        'an average of the ratios of slices weighs a quiet minute like a busy one, which misleads; Rampart counts Occurrences or Timeslices',
      );
    default:
      return method.refuse('must be Occurrences or Timeslices');
  }
}

const UNITS: Record<string, string> = { '1d': 'day', '1w': 'week', '1M': 'month', '1Q': 'quarter', '1Y': 'year' };

function readWindow(spec: Place): Record<string, unknown> {
  const [window, second] = spec.need('timeWindow').list();
  if (!window) return spec.get('timeWindow').refuse('must have one entry');
  second?.refuse('one window is what an SLO has');
  const duration = window.need('duration');
  const match = /^(\d+)([mhdwMQY])$/.exec(duration.text());
  if (!match) return duration.refuse('must be a duration such as 30d, 4w or 1M');
  const [, count = '', unit = ''] = match;
  if (window.get('isRolling').value !== true) {
    const calendar = window.need('calendar');
    const named = UNITS[duration.text()];
    if (named === undefined)
      return duration.refuse(`by the calendar there are ${Object.keys(UNITS).join(', ')}, not ${duration.text()}`);
    return {
      window: named,
      windowStart: calendar.need('startTime').text(),
      timeZone: calendar.need('timeZone').text(),
    };
  }
  if (window.get('calendar').there) window.get('calendar').refuse('goes not with isRolling: true');
  if (/[MQY]/.test(unit))
    duration.refuse(`a rolling window of ${duration.text()} has no fixed length; say it in days, such as 30d`);
  return { window: unit === 'w' ? `${Number(count) * 7}d` : `${count}${unit}` };
}

type Alerts = { rules: Record<string, unknown>[]; places: Place[] };

/** Burn-rate conditions become alerts; whom they tell is set up elsewhere in Rampart. Null where none is said. */
function readAlerts(objects: Objects, spec: Place): Alerts | null {
  const policies = spec.get('alertPolicies');
  if (!policies.there) return null;
  const alerts: Alerts = { rules: [], places: [] };
  for (const entry of policies.list()) {
    const ref = entry.isObject ? entry.get('alertPolicyRef') : entry;
    const policy = ref.there ? objects.find('AlertPolicy', ref) : entry;
    if (!ref.there && kindOf(policy) !== 'AlertPolicy') policy.get('kind').refuse('must be AlertPolicy');
    for (const condition of policy.need('spec').need('conditions').list()) {
      const conditionRef = condition.get('conditionRef');
      const { place, rule } = readCondition(
        (conditionRef.there ? objects.find('AlertCondition', conditionRef) : condition).need('spec'),
      );
      alerts.rules.push(rule);
      alerts.places.push(place);
    }
  }
  return alerts.rules.length === 0 ? null : alerts;
}

function readCondition(spec: Place): { place: Place; rule: Record<string, unknown> } {
  const condition = spec.need('condition');
  const kind = condition.need('kind');
  if (kind.text().toLowerCase() !== 'burnrate') kind.refuse('must be burnrate');
  const op = condition.get('op');
  if (op.there && !['gt', 'gte'].includes(op.text()))
    op.refuse(`an alert on a burn rate fires above its threshold (gt), not ${op.text()}`);
  const span = (key: string): string => {
    const place = condition.need(key);
    const text = place.text();
    return BURN_WINDOWS.some((window) => window === text)
      ? text
      : place.refuse(`must be one of ${BURN_WINDOWS.join(', ')}, the spans Rampart computes, not ${text}`);
  };
  const severity = spec.need('severity').text() === 'page' ? 'page' : 'ticket';
  return {
    place: condition,
    rule: {
      severity,
      long: span('lookbackWindow'),
      short: span('alertAfter'),
      factor: condition.need('threshold').number(),
    },
  };
}
