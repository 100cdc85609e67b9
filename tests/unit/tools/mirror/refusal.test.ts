import { expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../../src/lib/domain/errors';
import { refusal } from '../../../../tools/mirror/refusal';

const host = 'hub.example';

it.each<[ErrorCode, Record<string, string | number>, RegExp]>([
  ['source/unreachable', { host }, /hub\.example could not be reached.*What has come is kept/],
  ['source/limited', { host, status: 429 }, /enough questions.*up to an hour/],
  ['source/http-status', { host, status: 500 }, /\(500\)/],
  ['source/not-found', { what: 'a/b @ main' }, /no such model or file \(a\/b @ main\)/],
  ['source/needs-account', { what: 'a/b' }, /your own account.*npm run pack/],
  ['source/redirected', { host, to: 'files.example' }, /--hosts files\.example/],
  ['source/redirected', { host, to: '' }, /not allowed/],
  ['source/digest', { host, file: 'm.gguf' }, /m\.gguf from hub\.example is not the file/],
  ['source/hub-answer', { what: 'answer.sha' }, /--hub/],
  ['mlc/invalid', { problem: 'no-library' }, /--library/],
  ['gguf/unsupported', { architecture: 'mamba' }, /mamba/],
  ['pack/manifest-invalid', { where: 'x' }, /pack\/manifest-invalid x/],
])('%s is told in words that name the model: %j', (code, details, words) => {
  const told = refusal('hub:a/b', appError(code, details));
  expect(told).toMatch(words);
  expect(told).toContain('hub:a/b');
  expect(told, 'no JSON').not.toMatch(/[{}"]/);
});
