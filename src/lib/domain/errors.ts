/**
 * The one error class. A code's prefix says who can act on it:
 * `device/` another machine or a smaller pack, `storage/` free space, `source/` the network or the publisher,
 * `pack/` the publisher, `gguf/`, `mlc/`, `archive/` and `document/` another file, `peer/` the other device, `engine/` shorten or reload, `bug/` us.
 * Each code has one sentence and one remedy in every language: `i18n/<locale>.ts`, key `errors`.
 */
export const ERROR_CODES = [
  'device/no-webgpu',
  'device/gpu-too-small',
  'device/gpu-lost',
  'device/gpu-memory',
  'device/wasm-unsupported',
  'device/needs-gpu',
  'storage/quota',
  'storage/unavailable',
  'storage/write-failed',
  'storage/busy',
  'storage/worker-ended',
  'source/unreachable',
  'source/http-status',
  'source/stalled',
  'source/web-page',
  'source/too-long',
  'source/too-short',
  'source/digest',
  'source/redirected',
  'pack/manifest-invalid',
  'pack/manifest-too-large',
  'pack/missing',
  'pack/corrupt',
  'pack/in-use',
  'pack/licence-not-accepted',
  'pack/newer-format',
  'gguf/not-gguf',
  'gguf/truncated',
  'gguf/limits',
  'gguf/unsupported',
  'gguf/tokenizer',
  'gguf/split',
  'document/too-large',
  'engine/no-library',
  'engine/load-failed',
  'engine/worker-died',
  'engine/worker-hung',
  'engine/not-loaded',
  'engine/too-long',
  'engine/degenerate',
  'engine/busy',
  'engine/generate-failed',
  'source/not-found',
  'source/no-model',
  'source/needs-account',
  'source/hub-answer',
  'source/gone',
  'source/insecure',
  'source/local-network',
  'source/limited',
  'pack/signature',
  'pack/rollback',
  'pack/expired',
  'pack/needs-word',
  'pack/unfit',
  'archive/unknown-kind',
  'archive/damaged',
  'archive/limits',
  'archive/extra',
  'archive/choose-again',
  'archive/other-format',
  'archive/compressed',
  'archive/stand-in',
  'mlc/invalid',
  'peer/failed',
  'peer/code',
  'peer/protocol',
  'device/no-signatures',
  'bug/unexpected',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
/** Plain values only: they cross a MessagePort and are shown on screen. */
export type ErrorDetails = Record<string, string | number | boolean | null>;
/** What an AppError looks like on the wire and in a record. */
export type ErrorShape = { code: ErrorCode; details: ErrorDetails; message: string };

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Throws an AppError. `never` lets callers write `return fail(...)` where a value is wanted. */
export function fail(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown): never {
  throw appError(code, details, cause);
}

export function appError(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : cause === undefined ? '' : String(cause);
  return new AppError(code, details, reason ? `${code}: ${reason}` : code, cause);
}

/** Any thrown value as an AppError; what nobody foresaw is `bug/unexpected`, never swallowed. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return appError('bug/unexpected', { what: String(thrown).slice(0, 500) }, thrown);
}

export function errorShape(error: AppError): ErrorShape {
  return { code: error.code, details: error.details, message: error.message };
}

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES);

/** Rebuilds an AppError from data that crossed a boundary; unknown codes become `bug/unexpected`. */
export function fromErrorShape(shape: ErrorShape): AppError {
  const code = KNOWN.has(shape.code) ? shape.code : 'bug/unexpected';
  return new AppError(code, shape.details, shape.message);
}

/** True for the DOMException that an aborted signal throws: cancelling is a result, not an error. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
