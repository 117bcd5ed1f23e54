import protobuf from 'protobufjs';
import type { OtlpRequest } from './otlp-model';

/** The part of opentelemetry-proto 1.x that a histogram exporter needs; field numbers are the public ones. */
const PROTO = `
syntax = "proto3";
message ExportMetricsServiceRequest { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
message Scope { string name = 1; string version = 2; }
message Metric { string name = 1; string description = 2; string unit = 3; oneof data { Histogram histogram = 9; } }
message Histogram { repeated Point data_points = 1; int32 aggregation_temporality = 2; }
message Point {
  fixed64 start_time_unix_nano = 2;
  fixed64 time_unix_nano = 3;
  fixed64 count = 4;
  optional double sum = 5;
  repeated fixed64 bucket_counts = 6;
  repeated double explicit_bounds = 7;
  repeated KeyValue attributes = 9;
}
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; int64 int_value = 3; } }
`;

const requestType = protobuf.parse(PROTO).root.lookupType('ExportMetricsServiceRequest');

/** The OTLP/HTTP protobuf body of a request. */
export const encodeOtlp = (request: OtlpRequest): Uint8Array =>
  requestType.encode(requestType.fromObject(request)).finish();
