'use client';

import { errorAt, type Issues, under } from '@/components/form/issues';
import { ROW } from '@/components/form/row-focus';
import { RuleList } from '@/components/form/rule-list';
import { TextField } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { BURN_WINDOWS } from '@/lib/slos/burn';
import { ALERT_CHOICES, type AlertChoice, type AlertDraft, USUAL_DRAFTS } from './alert-draft';
import type { SloFieldsProps } from './name-fields';
import { windowWords } from './words';

const CHOICE_WORDS: Record<AlertChoice, string> = {
  usual: 'The usual four',
  own: 'Own ones',
  none: 'None',
};
const CHOICE_HINTS: Record<AlertChoice, string> = {
  usual: 'Pages at 2 % of the budget in an hour or 5 % in six; asks for a ticket at 10 % in one day or three.',
  own: 'Each fires while both its spans burn faster than it allows.',
  none: 'Nobody is told how fast the budget burns, and no release is judged by it.',
};
const SEVERITIES = [
  { value: 'page', label: 'Page' },
  { value: 'ticket', label: 'Ticket' },
] as const;
const MEASURES = [
  { value: 'share', label: '% of the budget over the long span' },
  { value: 'rate', label: 'Burn rate above' },
] as const;
const SPANS = BURN_WINDOWS.map((value) => ({ value, label: windowWords(value).replace('m', 'min') }));
const MOST = 8;

/** When somebody is told that the budget burns. */
export function AlertFields({ draft, change, issues }: SloFieldsProps) {
  const { rules } = draft;
  const [first] = USUAL_DRAFTS;
  return (
    <>
      <Field label="Alerts" hint={CHOICE_HINTS[draft.alerts]}>
        <Select
          value={draft.alerts}
          onValueChange={(alerts) => change({ alerts })}
          options={ALERT_CHOICES.map((value) => ({ value, label: CHOICE_WORDS[value] }))}
        />
      </Field>
      {draft.alerts === 'own' && first ? (
        <RuleList
          rules={rules}
          change={(changed) => change({ rules: changed })}
          add="Add an alert"
          fresh={{ ...first, at: '' }}
          most={MOST}
        >
          {(rule, index, changeRule) => <RuleFields rule={rule} index={index} issues={issues} change={changeRule} />}
        </RuleList>
      ) : null}
    </>
  );
}

type RuleFieldsProps = {
  rule: AlertDraft;
  index: number;
  issues: Issues;
  change: (part: Partial<AlertDraft>) => void;
};

function RuleFields({ rule, index, issues, change }: RuleFieldsProps) {
  const own = under(issues, `alerts.${index}`);
  const whole = issues[`alerts.${index}`];
  return (
    <fieldset {...ROW} className="grid gap-3 rounded-panel border border-border p-3 sm:grid-cols-3">
      <legend className="px-1 text-xs text-ink-3">Alert {index + 1}</legend>
      <Field label="Asks for" {...errorAt(own, 'severity')}>
        <Select value={rule.severity} onValueChange={(severity) => change({ severity })} options={SEVERITIES} />
      </Field>
      <Field label="Long span" {...errorAt(own, 'long')}>
        <Select value={rule.long} onValueChange={(long) => change({ long })} options={SPANS} />
      </Field>
      <Field label="Short span" {...errorAt(own, 'short')}>
        <Select value={rule.short} onValueChange={(short) => change({ short })} options={SPANS} />
      </Field>
      <Field label="Fires at" className="sm:col-span-2">
        <Select value={rule.measure} onValueChange={(measure) => change({ measure })} options={MEASURES} />
      </Field>
      <TextField
        label={rule.measure === 'share' ? 'Percent' : 'Rate'}
        inputMode="decimal"
        value={rule.at}
        onChange={(at) => change({ at })}
        {...errorAt({ ...(whole ? { at: whole } : {}), ...renamed(own) }, 'at')}
      />
    </fieldset>
  );
}

/** The schema's fields of the threshold are one field here; that an alert can never fire is about it too. */
const renamed = (own: Issues): Issues => {
  const message = own.budgetShare ?? own.factor;
  return message === undefined ? {} : { at: message };
};
