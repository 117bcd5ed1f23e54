/** Counters since this controller started; they go into its heartbeat row and from there to /api/metrics. */
export type Stats = {
  reconciles: number;
  batches: number;
  batchMsTotal: number;
  commandsSent: number;
  commandsAccepted: number;
  commandsRefused: number;
  commandsFailed: number;
  raisesHeldBack: number;
  resends: number;
  readBacks: number;
  readBackErrors: number;
  fenced: number;
  errors: number;
};

export const newStats = (): Stats => ({
  reconciles: 0,
  batches: 0,
  batchMsTotal: 0,
  commandsSent: 0,
  commandsAccepted: 0,
  commandsRefused: 0,
  commandsFailed: 0,
  raisesHeldBack: 0,
  resends: 0,
  readBacks: 0,
  readBackErrors: 0,
  fenced: 0,
  errors: 0,
});
