import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../../tools/start/options.mjs';

describe('the options of npm start', () => {
  it('fetches both starters, serves on this machine only, and opens the browser, where nothing is said', () => {
    expect(parseOptions([])).toEqual({
      packs: ['smollm2', 'gemma3'],
      port: 4173,
      host: '127.0.0.1',
      base: '',
      https: null,
      open: true,
      help: false,
    });
  });

  it.each([
    [['--packs', 'smollm2'], { packs: ['smollm2'] }],
    [['--packs=smollm2,gemma3'], { packs: ['smollm2', 'gemma3'] }],
    [['--packs', 'none'], { packs: [] }],
    [['--port=8080', '--no-open'], { port: 8080, open: false }],
    [['--host', '0.0.0.0'], { host: '0.0.0.0' }],
    [['--base', 'haversack/'], { base: '/haversack' }],
    [['--https=certs'], { https: 'certs' }],
    [['-h'], { help: true }],
  ])('reads %j', (words, expected) => {
    expect(parseOptions(words)).toMatchObject(expected);
  });

  it.each([
    [['--prot', '1'], 'does not know "--prot"'],
    [['--packs'], '--packs needs a value'],
    [['--packs', 'qwen'], 'There is no starter pack "qwen"'],
    [['--port', '99999'], '"99999" is not a port'],
    [['--base', '/a/../b'], 'is not a path for the app'],
    [['--port', '1.5'], '"1.5" is not a port'],
  ])('refuses %j in one sentence', (words, sentence) => {
    expect(() => parseOptions(words)).toThrow(sentence);
  });
});
