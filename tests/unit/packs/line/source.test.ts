import { expect, it } from 'vitest';
import { network } from '../../../../src/lib/packs/line/network';
import { openRange } from '../../../../src/lib/packs/line/source';

const url = 'https://hub.example/a/b/resolve/c/model.gguf';

async function etagOf(etag: string): Promise<string | undefined> {
  const fetch = async () => new Response('GGUF', { headers: { ETag: etag } });
  const request = { url, offset: 0, end: 4, webPage: false };
  const response = await openRange(request, { ...network(), fetch }, new AbortController().signal);
  response.close();
  return response.etag;
}

it('a validator is kept if it is strong and short: one as long as a header may be would spoil the record', async () => {
  expect(await etagOf('"abc"')).toBe('"abc"');
  expect(await etagOf('W/"abc"')).toBeUndefined();
  expect(await etagOf(`"${'a'.repeat(5000)}"`)).toBeUndefined();
});
