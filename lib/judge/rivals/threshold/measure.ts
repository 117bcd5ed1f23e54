/** The phases of Argo Rollouts' analysis: of one measurement, of a metric and of a run. */
export type Measurement = 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
export type Phase = Measurement | 'Pending' | 'Running';

/** What a condition said: true, false, that it could not be evaluated, or null where none is written. */
export type Condition = boolean | 'error' | null;

/**
 * One measurement from the success and failure conditions: a condition that errs makes an Error; without conditions it is
 * Successful; one alone implies the other; with both, failure wins, and neither is Inconclusive.
 * https://github.com/argoproj/argo-rollouts/blob/master/utils/evaluate/evaluate.go
 */
export function measure(success: Condition, failure: Condition): Measurement {
  if (success === 'error' || failure === 'error') return 'Error';
  const isFailed = failure ?? (success === null ? false : !success);
  const isSuccessful = success ?? !isFailed;
  if (isFailed) return 'Failed';
  return isSuccessful ? 'Successful' : 'Inconclusive';
}
