import { expect, it } from 'vitest';
import { type GgufHeader, parseHeader } from '../../../src/lib/gguf/header';
import { checkTokenizer } from '../../../src/lib/workers/tokenizer-check';
import { tinyLlama, withMetadata } from '../../fixtures/gguf/tiny-models';
import { type GgufSpec, writeGguf } from '../../fixtures/gguf/write-gguf';
import { sourceOf } from '../../fixtures/mlc/tiny-folder';

const { signal } = new AbortController();
const headerOf = (spec: GgufSpec) => parseHeader(sourceOf(writeGguf(spec)));
/** No two tests ask of the same bytes. */
const named = (name: string) => withMetadata(tinyLlama(), 'general.name', { text: name });

/** The same bytes in a copy that cannot be built of: whoever answers has not tried. */
const unusable = (header: GgufHeader): GgufHeader => ({
  ...header,
  get tensors(): never {
    throw new Error('built a second time');
  },
});

it('a tokenizer that can be made is made once, and the same bytes are asked about again for nothing', async () => {
  const header = await headerOf(named('once'));
  await checkTokenizer(header, signal);
  await checkTokenizer(unusable(await headerOf(named('once'))), signal);
  await expect(checkTokenizer(unusable(await headerOf(named('another'))), signal)).rejects.toThrow(
    'built a second time',
  );
});

it('what is no more than a fault of ours is tried again', async () => {
  const header = await headerOf(named('fault'));
  await expect(checkTokenizer(unusable(header), signal)).rejects.toThrow('built a second time');
  await checkTokenizer(header, signal);
});

it('one that cannot be made is refused with the reason, each time', async () => {
  const spec = withMetadata(named('refused'), 'tokenizer.ggml.model', { text: 'rwkv' });
  const refusal = { code: 'gguf/tokenizer', details: { reason: 'model' } };
  await expect(checkTokenizer(await headerOf(spec), signal)).rejects.toMatchObject(refusal);
  await expect(checkTokenizer(unusable(await headerOf(spec)), signal)).rejects.toMatchObject(refusal);
});

it('who gives up takes the answer from nobody else', async () => {
  const header = await headerOf(named('given up'));
  const impatient = new AbortController();
  const first = checkTokenizer(header, impatient.signal);
  const second = checkTokenizer(header, signal);
  impatient.abort(new DOMException('enough', 'AbortError'));
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  await second;
});
