import { AppError } from '../../domain/errors';
import type { Difference } from '../difference';
import type { GgufHeader } from '../header';
import { clip } from '../limits';
import { allSteps } from './steps';
import { TokenTable } from './token-table';
import { tokenizerKind } from './tokenizer-json';

/**
 * What keeps us from rebuilding a file's tokenizer: then no library can run it, however well its tensors fit, and the CPU
 * engine, which reads the file's own, can. Takes as long as building it.
 */
export function unknownTokenizer(header: GgufHeader): Difference | undefined {
  try {
    const { vocabulary, kind } = tokenizerKind(header);
    allSteps(kind.merges(allSteps(TokenTable.of(vocabulary))));
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { reason, what } = thrown.details;
    const has = [reason, what].filter((text) => text !== undefined).join(' ');
    return { name: 'tokenizer', has: clip(has || thrown.code), wants: '' };
  }
}
