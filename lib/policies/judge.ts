import { CONSEQUENCES, type Consequence, DEFAULT_POLICY, type PolicyRule, type PolicySpec } from './schema';

/** How an SLO stands, as table `slo_state` publishes it. `remaining` is a share and may be negative; null without data. */
export type BudgetState = {
  service: string;
  slo: string;
  remaining: number | null;
  burning: readonly { severity: 'page' | 'ticket'; long: string; rate: number }[];
  noData: boolean;
};

/** What a policy makes of it: at most one row that forbids and one that judges, for the table of freezes. */
export type Ruling = {
  name: string;
  service: string;
  inFlight: 'continue' | 'finish_step' | 'hold' | 'rollback' | 'fail_gate';
  reason: string;
  allows: readonly string[];
};

/** The policy of a service: the narrowest scope that speaks of it; `scopes` widest first (lib/freezes/scope.ts). */
export function policyFor(policies: ReadonlyMap<string, PolicySpec>, scopes: readonly string[]): PolicySpec {
  for (const scope of [...scopes].reverse()) {
    const policy = policies.get(scope);
    if (policy) return policy;
  }
  return DEFAULT_POLICY;
}

/** What a policy says of one budget; `silent` where what stands goes on standing, whatever is said. */
export type Judgement = { rulings: Ruling[]; silent: boolean };

/**
 * What a policy says of one budget now. Missing data neither spends nor earns a budget: what is spent stays spent in
 * silence, what burned is not known to burn, and nothing that stands is lifted. Pure.
 */
export function judgeBudget(policy: PolicySpec, known: BudgetState): Judgement {
  const silent = known.noData || known.remaining === null;
  const state = silent ? { ...known, burning: [] } : known;
  const applying = policy.rules.flatMap((rule) => {
    const why = wordsIf(rule, state);
    return why === null ? [] : [{ effect: rule.effect, why }];
  });
  const strictest = applying
    .filter(({ effect }) => effect !== 'fail_gate')
    .sort((a, b) => CONSEQUENCES.indexOf(b.effect) - CONSEQUENCES.indexOf(a.effect))[0];
  const failing = applying.find(({ effect }) => effect === 'fail_gate');
  const of = `${state.service}:${state.slo}`;
  const rulings = [
    ...(strictest ? [ruling(`budget:${of}`, state, strictest, policy)] : []),
    ...(failing ? [ruling(`burn:${of}`, state, failing, policy)] : []),
  ];
  return { rulings, silent };
}

const ruling = (
  name: string,
  state: BudgetState,
  { effect, why }: { effect: Consequence; why: string },
  policy: PolicySpec,
): Ruling => ({
  name,
  service: state.service,
  inFlight: effect === 'wait' ? 'continue' : effect,
  reason: why,
  allows: policy.allows,
});

/** Why a rule applies, in words; null where it does not. */
function wordsIf(rule: PolicyRule, { slo, remaining, burning }: BudgetState): string | null {
  if (rule.remainingAtMost !== undefined) {
    if (remaining === null || remaining > rule.remainingAtMost) return null;
    const left = `${percent(remaining)} left`;
    return remaining <= 0
      ? `Error budget of ${slo} is spent (${left})`
      : `Error budget of ${slo} is low (${left}; its policy acts at ${percent(rule.remainingAtMost)})`;
  }
  const alert = burning
    .filter(({ severity, rate }) => severity === rule.burning && rate > (rule.rateAbove ?? 0))
    .sort((a, b) => b.rate - a.rate)[0];
  return alert
    ? `${slo} burns its error budget ${round(alert.rate)}× too fast over ${alert.long} (${alert.severity})`
    : null;
}

const round = (rate: number): string => (rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1));
/** Rounded towards less: "0 % left" is only said of a budget that is spent. */
const percent = (share: number): string => {
  const whole = Math.floor(share * 100);
  return `${whole < 0 ? `−${-whole}` : whole === 0 && share > 0 ? '<1' : whole} %`;
};
