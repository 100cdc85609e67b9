import type { CacheRecord, TensorCache } from './tensor-cache';
import type { LibraryMetadata, LibraryParam } from './library-metadata';
import { invalid, plain } from './limits';

/**
 * Every array that the library reads is in the folder, with its type and shape; a length that the library leaves open has
 * one value throughout. Throws `mlc/invalid` with the first that is not, and how many are.
 */
export function checkParameters({ records }: TensorCache, { params }: LibraryMetadata, file: string): void {
  const lengths = new Map<string, number>();
  const wrong = params.filter((param) => !fits(param, records.get(param.name), lengths));
  const [first] = wrong;
  if (!first) return;
  const has = records.get(first.name);
  invalid(file, has ? 'parameter-differs' : 'parameter-missing', {
    what: plain(first.name),
    has: has ? describe(has) : '',
    wants: plain(describe(first)),
    matched: params.length - wrong.length,
    total: params.length,
  });
}

function fits(param: LibraryParam, record: CacheRecord | undefined, lengths: Map<string, number>): boolean {
  if (record?.dtype !== param.dtype || record.shape.length !== param.shape.length) return false;
  return param.shape.every((length, index) => {
    const mine = record.shape[index]!;
    if (typeof length === 'number') return length === mine;
    const known = lengths.get(length);
    lengths.set(length, mine);
    return known === undefined || known === mine;
  });
}

function describe({ dtype, shape }: { dtype: string; shape: readonly (number | string)[] }): string {
  return `${dtype} [${shape.join(', ')}]`;
}
