import { AppError } from '../domain/errors';
import { parseJson } from '../domain/json';
import { invalid, MLC_LIMITS } from './limits';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Untrusted bytes -> an object, within limits. Throws `mlc/invalid`. */
export function readJson(bytes: Uint8Array, file: string, maxBytes: number): JsonObject {
  try {
    const value = parseJson(
      bytes,
      { maxBytes, maxDepth: MLC_LIMITS.depth },
      { tooLarge: 'mlc/invalid', invalid: 'mlc/invalid' },
    );
    return isObject(value) ? value : invalid(file, 'not-an-object');
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.details.file !== undefined) throw thrown;
    const { where, limit } = thrown.details;
    return limit === undefined
      ? invalid(file, 'json', { where: where ?? '' }, thrown)
      : invalid(file, 'too-large', { limit }, thrown);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
}
