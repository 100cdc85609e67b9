import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/lib/domain/digest';
import { ownLibrary } from '../../../src/lib/gguf/own-library';

type Committed = Record<string, unknown> & { wasm: { sha256: Digest }; gz: { sha256: Digest } };

const read = async (name: string) =>
  JSON.parse(await readFile(`static/libs/${name}.json`, 'utf8')) as unknown;
const { libraries } = (await read('index')) as { libraries: string[] };

describe('the libraries that this build knows', () => {
  it.each(libraries)(
    '%s is known by its digests, packed and unpacked, with the numbers of its record',
    async (id) => {
      const record = (await read(id)) as Committed;
      const own = ownLibrary(record.gz.sha256);
      expect(own, 'run npm run libs:build').toBeDefined();
      expect(ownLibrary(record.wasm.sha256)).toEqual(own);
      expect(own!.id).toBe(id);
      for (const [name, value] of Object.entries(own!)) {
        if (name !== 'wasm' && name !== 'gz') expect(value, name).toEqual(record[name]);
      }
      expect(Object.keys(own!).length).toBeGreaterThan(14);
    },
  );

  it('are no others', () => {
    expect(ownLibrary('0'.repeat(64) as Digest)).toBeUndefined();
    expect(libraries.length).toBeGreaterThan(3);
  });
});
