import { z } from 'zod';
import { freezeScopeSchema } from '@/lib/freezes/schema';
import { RELEASE_KINDS } from '@/lib/releases/status';

/** From the mildest to the strictest; `fail_gate` stands apart: it judges what is in flight and makes nothing wait. */
export const CONSEQUENCES = ['wait', 'finish_step', 'hold', 'rollback', 'fail_gate'] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

const effect = z.enum(CONSEQUENCES).meta({
  description:
    '`wait`: new releases wait, what is in flight goes on. `hold`: that holds too. `finish_step`: it finishes its step. `rollback`: it is rolled back. `fail_gate`: new releases wait, and it counts as a critical gate that fails for what was in flight when the burn began',
});

export const policyRuleSchema = z
  .strictObject({
    remainingAtMost: z
      .number()
      .min(-10)
      .max(1)
      .optional()
      .meta({ description: 'At this share of the budget left, or less: 0 is spent, 0.1 is a tenth left' }),
    burning: z.enum(['page', 'ticket']).optional().meta({ description: 'While an alert of this severity fires' }),
    rateAbove: z
      .number()
      .positive()
      .max(100_000)
      .optional()
      .meta({ description: 'Beside `burning`: only above this burn rate over the long window of the alert' }),
    effect,
  })
  .superRefine((rule, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if ((rule.remainingAtMost === undefined) === (rule.burning === undefined))
      refuse('remainingAtMost', 'exactly one of remainingAtMost and burning is needed');
    if (rule.rateAbove !== undefined && rule.burning === undefined) refuse('rateAbove', 'only goes with burning');
    if (rule.effect === 'fail_gate' && rule.burning === undefined)
      refuse('effect', '`fail_gate` only goes with burning: a budget that is spent was spent before');
  });
export type PolicyRule = z.output<typeof policyRuleSchema>;

export const policySpecSchema = z.strictObject({
  rules: z.array(policyRuleSchema).min(1).max(8),
  allows: z
    .array(z.enum(RELEASE_KINDS))
    .max(RELEASE_KINDS.length)
    .default(['security_fix', 'revert'])
    .meta({ description: 'Kinds of releases it lets through. Rolling back is never blocked by anything' }),
});
export type PolicySpec = z.output<typeof policySpecSchema>;

const strictness = (consequence: Consequence): number => CONSEQUENCES.indexOf(consequence);

export const policyInputSchema = policySpecSchema
  .extend({ scope: freezeScopeSchema })
  .superRefine(({ rules }, context) => {
    rules.forEach((rule, i) => {
      const { remainingAtMost: at } = rule;
      if (at === undefined) return;
      const never = rules.findIndex(
        (other, j) =>
          j !== i &&
          other.remainingAtMost !== undefined &&
          (other.remainingAtMost > at || (other.remainingAtMost === at && j < i)) &&
          strictness(other.effect) >= strictness(rule.effect),
      );
      if (never >= 0)
        context.addIssue({
          code: 'custom',
          path: ['rules', i, 'remainingAtMost'],
          message: `is never reached: the rule at ${Number(((rules[never]?.remainingAtMost ?? 0) * 100).toFixed(2))} % does as much or more, and sooner`,
        });
    });
  });
export type PolicyInput = z.output<typeof policyInputSchema>;

/** What holds where nobody said otherwise. */
export const DEFAULT_POLICY: PolicySpec = {
  rules: [
    { remainingAtMost: 0, effect: 'hold' },
    { burning: 'page', effect: 'fail_gate' },
  ],
  allows: ['security_fix', 'revert'],
};

export const policySchema = z.object({
  name: z.string(),
  scope: freezeScopeSchema,
  rules: z.array(policyRuleSchema),
  allows: z.array(z.enum(RELEASE_KINDS)),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PolicyView = z.infer<typeof policySchema>;

export const policyListSchema = z.object({
  items: z.array(policySchema),
  /** What holds for a service that no policy speaks of. */
  builtIn: policySpecSchema,
});
export type PolicyList = z.infer<typeof policyListSchema>;
