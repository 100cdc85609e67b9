import { expect, it } from 'vitest';
import { looksLikeWebPage } from '../../../../src/lib/packs/line/web-page';

const encode = (text: string) => new TextEncoder().encode(text);

it.each([
  '<!DOCTYPE html><p>',
  '<html lang="en">',
  '\uFEFF\n <!-- portal --><head>',
  '<script>location="/login"',
  '<META charset=x>',
])('N7: %j is a web page', (start) => expect(looksLikeWebPage(encode(start))).toBe(true));

it.each(['GGUF\x03', '{"html": 1}', 'version https://git-lfs.github.com/spec/v1', '<svg>', '', 'see <html>'])(
  '%j is not',
  (start) => expect(looksLikeWebPage(encode(start))).toBe(false),
);

it('a file that begins with a thousand bytes of comments is judged at once', () => {
  expect(looksLikeWebPage(encode('<!---->'.repeat(146)))).toBe(false);
  expect(looksLikeWebPage(encode(`${'<!---->'.repeat(100)}<html>`))).toBe(true);
});
