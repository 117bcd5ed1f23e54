import { type PackedRate, packRate, unpackRate } from '@/lib/judge/rate/pack';
import type { GateMemory, GateRecord } from './fold';
import type { JudgeState } from './sequential/state';

type StoredJudge = Omit<JudgeState, 'arms' | 'recorded'> & {
  arms: PackedRate[];
  recorded: { rates: number[]; arms: PackedRate[] } | null;
};
type StoredRecord = Omit<GateRecord, 'judge'> & { judge?: StoredJudge };

/** A gate memory as it is stored: the judge's sums packed, everything else as it is. */
export type StoredMemory = Omit<GateMemory, 'gates'> & { gates: Record<string, StoredRecord> };

const records = <A, B>(gates: Record<string, A>, change: (record: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(gates).map(([name, record]) => [name, change(record)]));

export const packMemory = (memory: GateMemory): StoredMemory => ({
  ...memory,
  gates: records(memory.gates, ({ judge, ...record }): StoredRecord => {
    if (!judge) return record;
    const recorded = judge.recorded && { ...judge.recorded, arms: judge.recorded.arms.map(packRate) };
    return { ...record, judge: { ...judge, arms: judge.arms.map(packRate), recorded } };
  }),
});

export const unpackMemory = (memory: StoredMemory): GateMemory => ({
  ...memory,
  gates: records(memory.gates, ({ judge, ...record }): GateRecord => {
    if (!judge) return record;
    const recorded = judge.recorded && { ...judge.recorded, arms: judge.recorded.arms.map(unpackRate) };
    return { ...record, judge: { ...judge, arms: judge.arms.map(unpackRate), recorded } };
  }),
});
