import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Instance } from '../services/instance';
import type { Interval } from './otlp-model';
import { otlpRequest } from './otlp-model';
import { encodeOtlp } from './otlp-proto';
import type { Parcel } from './outbox';
import { pushSamples } from './push-model';

const compress = promisify(gzip);

/** Reports what one instance served, every `periodMs` on the clock's own boundaries, and once more at its end. */
export class Exporter {
  private timer: NodeJS.Timeout | undefined;
  private from: number;

  constructor(
    private readonly instance: Instance,
    private readonly outbox: { put(parcel: Parcel): void },
    private readonly periodMs = 5_000,
  ) {
    this.from = Math.floor(Date.now() / 1_000) * 1_000;
  }

  start(): this {
    this.schedule();
    return this;
  }

  /** Sends the last, shorter interval. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.export(Date.now());
  }

  private schedule(): void {
    const now = Date.now();
    const boundary = (Math.floor(now / this.periodMs) + 1) * this.periodMs;
    this.timer = setTimeout(
      () => {
        this.schedule();
        void this.export(Math.floor(Date.now() / this.periodMs) * this.periodMs);
      },
      boundary - now + 5,
    );
  }

  private async export(to: number): Promise<void> {
    const interval = { from: this.from, to };
    if (to <= this.from) return;
    this.from = to;
    const { reporting } = this.instance.spec;
    if (reporting.kind === 'push') this.push(interval);
    else await this.otlp(interval, reporting);
  }

  private push(interval: Interval): void {
    // Whole seconds only: the wire has no smaller unit, and the next interval begins where this one ends.
    const whole = { from: interval.from, to: Math.max(interval.from + 1_000, Math.ceil(interval.to / 1_000) * 1_000) };
    const { spec, id, version, recorder } = this.instance;
    const samples = pushSamples(version, recorder.take(), whole);
    if (samples.length === 0) return;
    this.outbox.put({
      path: '/api/v1/telemetry',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ service: spec.name, source: id, samples }),
      at: Date.now(),
    });
  }

  private async otlp(
    interval: Interval,
    reporting: { encoding: 'protobuf' | 'json'; temporality: 'cumulative' | 'delta' },
  ) {
    const delta = reporting.temporality === 'delta';
    const { recorder, startedAt } = this.instance;
    const measured = delta ? recorder.take() : recorder.total();
    if (measured.series.length === 0) return;
    const span = delta ? interval : { from: startedAt, to: interval.to };
    const request = otlpRequest(this.instance, measured.series, span, reporting.temporality);
    const protobuf = reporting.encoding === 'protobuf';
    const body = await compress(protobuf ? encodeOtlp(request) : JSON.stringify(request));
    this.outbox.put({
      path: '/v1/metrics',
      headers: {
        'content-type': protobuf ? 'application/x-protobuf' : 'application/json',
        'content-encoding': 'gzip',
      },
      body,
      at: Date.now(),
    });
  }
}
