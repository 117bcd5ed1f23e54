import {
  BatteryWarning,
  CalendarClock,
  Check,
  CircleArrowDown,
  CircleArrowUp,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleSlash,
  Hand,
  ListEnd,
  type LucideIcon,
  OctagonAlert,
  OctagonPause,
  Package,
  Replace,
  Scale,
  Siren,
  Snowflake,
  Timer,
  Undo2,
  Unplug,
  UserRoundPen,
  X,
} from 'lucide-react';
import type { Verdict } from '@/lib/gates/schema';
import type { BlockerKind, Status } from '@/lib/releases/schema';
import { NoSignal } from './no-signal';

/** The words, icons and forms of everything that has a state. One table each, exhaustive by type. */

/** Six tones; in greyscale the form alone tells them apart. */
export type Tone = 'unknown' | 'needs' | 'progressing' | 'holding' | 'failing' | 'done';
export type Form = 'dashed' | 'tinted' | 'outlined' | 'plain' | 'bold' | 'solid';

/** A status with what makes it read differently: why it paused, whether it was extended, what its gates say. */
export type StatusVariant =
  | Status
  | 'scheduled'
  | 'holding_extended'
  | 'holding_unproven'
  | 'holding_failing'
  | 'paused_failing'
  | 'paused_unproven';

export type Presentation = { word: string; icon: LucideIcon; tone: Tone; form: Form };

export const STATUS: Record<StatusVariant, Presentation> = {
  pending: { word: 'Not started', icon: CircleDashed, tone: 'unknown', form: 'dashed' },
  scheduled: { word: 'Not started', icon: CalendarClock, tone: 'unknown', form: 'dashed' },
  awaiting_approval: { word: 'Needs approval', icon: Hand, tone: 'needs', form: 'tinted' },
  applying: { word: 'Moving', icon: CircleArrowUp, tone: 'progressing', form: 'outlined' },
  holding: { word: 'Holding', icon: Timer, tone: 'holding', form: 'plain' },
  holding_unproven: { word: 'Holding', icon: Scale, tone: 'holding', form: 'plain' },
  holding_extended: { word: 'Holding, extended', icon: Timer, tone: 'holding', form: 'plain' },
  holding_failing: { word: 'Holding, 1 failing', icon: X, tone: 'failing', form: 'solid' },
  paused: { word: 'Paused', icon: CirclePause, tone: 'needs', form: 'tinted' },
  paused_failing: { word: 'Paused, failing', icon: OctagonPause, tone: 'failing', form: 'solid' },
  paused_unproven: { word: 'Paused, unproven', icon: Scale, tone: 'needs', form: 'tinted' },
  rolling_back: { word: 'Rolling back', icon: CircleArrowDown, tone: 'failing', form: 'outlined' },
  rollback_failed: { word: 'Rollback failed', icon: OctagonAlert, tone: 'failing', form: 'solid' },
  rolled_back: { word: 'Rolled back', icon: Undo2, tone: 'done', form: 'bold' },
  completed: { word: 'Done', icon: CircleCheck, tone: 'done', form: 'bold' },
  cancelled: { word: 'Cancelled', icon: CircleSlash, tone: 'done', form: 'plain' },
  superseded: { word: 'Superseded', icon: Replace, tone: 'done', form: 'plain' },
};

export const VERDICT: Record<Verdict, Presentation> = {
  pass: { word: 'pass', icon: Check, tone: 'done', form: 'plain' },
  fail: { word: 'fail', icon: X, tone: 'failing', form: 'plain' },
  inconclusive: { word: 'not yet', icon: Scale, tone: 'holding', form: 'plain' },
  no_data: { word: 'no data', icon: NoSignal, tone: 'unknown', form: 'dashed' },
};

export const BLOCKER: Record<BlockerKind, { word: string; icon: LucideIcon }> = {
  provider: { word: 'provider', icon: Unplug },
  incident: { word: 'incident', icon: Siren },
  no_data: { word: 'no data', icon: NoSignal },
  budget: { word: 'error budget', icon: BatteryWarning },
  freeze: { word: 'freeze', icon: Snowflake },
  manual: { word: 'held by hand', icon: UserRoundPen },
  approval: { word: 'approval', icon: Hand },
  queue: { word: 'behind another release', icon: ListEnd },
  schedule: { word: 'scheduled', icon: CalendarClock },
  deployment: { word: 'not deployed yet', icon: Package },
  gate: { word: 'gate', icon: Scale },
};

type StatusFacts = {
  status: Status;
  verdict?: Verdict | null;
  extended?: boolean;
  scheduled?: boolean;
};

/** Which variant of its status a release shows. Pure; the same everywhere. */
export function statusVariant({ status, verdict, extended = false, scheduled = false }: StatusFacts): StatusVariant {
  if (status === 'pending') return scheduled ? 'scheduled' : 'pending';
  if (status === 'holding') {
    if (verdict === 'fail') return 'holding_failing';
    if (extended) return 'holding_extended';
    return verdict === 'inconclusive' ? 'holding_unproven' : 'holding';
  }
  if (status === 'paused') {
    if (verdict === 'fail') return 'paused_failing';
    return extended && verdict === 'inconclusive' ? 'paused_unproven' : 'paused';
  }
  return status;
}
