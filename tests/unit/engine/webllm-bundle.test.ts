import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { GPU_REQUIREMENTS } from '../../../src/lib/domain/device';

const require = createRequire(import.meta.url);
const bundle = readFileSync(require.resolve('@mlc-ai/web-llm/lib/index.js'));

/** The boundary in src/lib/engine drives private members of exactly this file: read its changes before changing this. */
const SHA256 = 'ae2642e73a4a9896c21efb3a067c4666446f8b49cbe2012f4b576f5d83d5f206';

describe('the web-llm bundle', () => {
  it('U1, contract 1: is the one that was read and tested, to the byte', () => {
    expect(createHash('sha256').update(bundle).digest('hex')).toBe(SHA256);
  });

  it('contract 14: asks adapters for the limits that the probe asks for', () => {
    const text = bundle.toString('utf8');
    const number = (pattern: RegExp) => {
      const [factor, shift] = (pattern.exec(text)?.[1] ?? '').split(' << ').map(Number);
      return (factor ?? NaN) * 2 ** (shift ?? 0);
    };
    expect({
      maxComputeWorkgroupStorageSize: number(/requiredMaxComputeWorkgroupStorageSize = (\d+ << \d+);/),
      maxStorageBuffersPerShaderStage: number(/requiredMaxStorageBuffersPerShaderStage = (\d+);/),
      maxBufferSize: number(/backupRequiredMaxBufferSize = (\d+ << \d+);/),
      maxStorageBufferBindingSize: number(/backupRequiredMaxStorageBufferBindingSize = (\d+ << \d+);/),
    }).toEqual(GPU_REQUIREMENTS);
  });
});
