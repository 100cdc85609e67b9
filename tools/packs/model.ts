/** What a GGUF on this machine is. */
import { fail } from '../../src/lib/domain/errors';
import { readFacts, type GgufFacts } from '../../src/lib/gguf/facts';
import { parseHeader, type GgufHeader } from '../../src/lib/gguf/header';
import { isPartOfModel } from '../../src/lib/gguf/split';
import { openFile } from './node-source';

export type Model = { header: GgufHeader; facts: GgufFacts };

/** Throws the AppErrors of src/lib/gguf where the file is damaged or of a kind that cannot be read. */
export async function readModel(path: string): Promise<Model> {
  const source = await openFile(path);
  try {
    const header = await parseHeader(source);
    if (isPartOfModel(header)) fail('gguf/split', { file: path });
    return { header, facts: readFacts(header) };
  } finally {
    source.close();
  }
}
