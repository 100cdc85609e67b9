import { AppError } from '../../domain/errors';
import type { Difference } from '../difference';
import type { GgufHeader } from '../header';
import { clip } from '../limits';
import { allSteps } from './steps';
import { TokenTable } from './token-table';
import { tokenizerKind } from './tokenizer-json';

/**
 * What keeps us from rebuilding a file's tokenizer, as far as its kind tells: then no library can run it, however well its
 * tensors fit, and the CPU engine, which reads the file's own, can. A broken list of merges is found when it is built.
 */
export function unknownTokenizer(header: GgufHeader): Difference | undefined {
  try {
    allSteps(TokenTable.of(tokenizerKind(header).vocabulary));
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { reason, what } = thrown.details;
    const has = [reason, what].filter((text) => text !== undefined).join(' ');
    return { name: 'tokenizer', has: clip(has || thrown.code), wants: '' };
  }
}
