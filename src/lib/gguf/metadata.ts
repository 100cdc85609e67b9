import { fail } from '../domain/errors';
import { malformed } from './limits';
import type { MetadataValue, NumberList } from './metadata-value';
import { TextList } from './text-list';

/** The key-value part of a header, asked for by type: a value of another type is refused, never coerced. */
export class Metadata {
  readonly #values: ReadonlyMap<string, MetadataValue>;

  constructor(values: ReadonlyMap<string, MetadataValue>) {
    this.#values = values;
  }

  get size(): number {
    return this.#values.size;
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }

  text(key: string): string | undefined {
    const value = this.#values.get(key);
    return value === undefined || typeof value === 'string' ? value : malformed('metadata-type', key);
  }

  number(key: string): number | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : malformed('metadata-type', key);
  }

  flag(key: string): boolean | undefined {
    const value = this.#values.get(key);
    return value === undefined || typeof value === 'boolean' ? value : malformed('metadata-type', key);
  }

  texts(key: string): TextList | undefined {
    const value = this.#values.get(key);
    return value === undefined || value instanceof TextList ? value : malformed('metadata-type', key);
  }

  numbers(key: string): NumberList | undefined {
    const value = this.#values.get(key);
    return value === undefined || ArrayBuffer.isView(value) ? value : malformed('metadata-type', key);
  }

  /** A whole number from 1 to 2^31 - 1 that the model cannot do without. */
  count(key: string): number {
    const value = this.number(key) ?? missing(key);
    return Number.isInteger(value) && value >= 1 && value < 2 ** 31
      ? value
      : malformed('metadata-range', key);
  }
}

export function missing(key: string): never {
  return fail('gguf/unsupported', { missing: key });
}
