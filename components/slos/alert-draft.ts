/** The alerts of an SLO while they are being typed. Pure. */

import { USUAL_ALERTS } from '@/lib/slos/alerts';
import type { BurnWindow } from '@/lib/slos/burn';
import type { SloView } from '@/lib/slos/schema';

export type AlertDraft = {
  severity: 'page' | 'ticket';
  long: BurnWindow;
  short: BurnWindow;
  /** What `at` is: percent of the budget that the long span would spend, or a burn rate. */
  measure: 'share' | 'rate';
  at: string;
};

export const ALERT_CHOICES = ['usual', 'own', 'none'] as const;
export type AlertChoice = (typeof ALERT_CHOICES)[number];

type Stored = NonNullable<SloView['alerts']>[number];

const draftOf = ({ severity, long, short, budgetShare, factor }: Stored): AlertDraft => ({
  severity,
  long,
  short,
  ...(factor === undefined
    ? { measure: 'share', at: String(Number(((budgetShare ?? 0) * 100).toFixed(7))) }
    : { measure: 'rate', at: String(factor) }),
});

/** What own alerts begin as: the usual ones, to be changed. */
export const USUAL_DRAFTS: readonly AlertDraft[] = USUAL_ALERTS.map(draftOf);

/** Stored alerts as the form shows them; null stands for the usual ones. */
export function alertsDraft(alerts: SloView['alerts']): { alerts: AlertChoice; rules: readonly AlertDraft[] } {
  if (alerts === null) return { alerts: 'usual', rules: USUAL_DRAFTS };
  return alerts.length === 0 ? { alerts: 'none', rules: USUAL_DRAFTS } : { alerts: 'own', rules: alerts.map(draftOf) };
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** What would be put; nothing for the usual ones. */
export function alertsInput(choice: AlertChoice, rules: readonly AlertDraft[]): Record<string, unknown> {
  if (choice === 'usual') return {};
  if (choice === 'none') return { alerts: [] };
  return {
    alerts: rules.map(({ severity, long, short, measure, at }) => ({
      severity,
      long,
      short,
      ...(measure === 'share' ? { budgetShare: Number((number(at) / 100).toFixed(12)) } : { factor: number(at) }),
    })),
  };
}
