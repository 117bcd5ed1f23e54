/** What went wrong, in words a client can act on; `lib/http` turns it into problem+json. */
export const STATUS_OF = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS_OF;

/** One refused field of the input: `path` as `steps.2.exposure`, `message` for a person. */
export type FieldError = { path: string; message: string };

export type ErrorDetails = {
  errors?: readonly FieldError[];
  /** Members added to the problem document, such as the current state or `allowed`. */
  extra?: Readonly<Record<string, unknown>>;
  cause?: unknown;
};

/** The only error that reaches a client with its own words; anything else becomes `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, detail: string, details: ErrorDetails = {}) {
    super(detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = STATUS_OF[code];
    this.errors = details.errors;
    this.extra = details.extra;
  }

  /** The explanation for this occurrence. */
  get detail(): string {
    return this.message;
  }
}
