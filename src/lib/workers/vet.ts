import type { Vet } from '../domain/inspect';
import { Findings } from './findings';
import { vetGguf } from './vet-gguf';
import { vetMlc } from './vet-mlc';

/** Looks at what the verified files of a pack mean, before it is promoted. */
export const vet: Vet = async (manifest, open, signal) => {
  const findings = new Findings(signal);
  await (manifest.layout === 'mlc' ? vetMlc : vetGguf)(manifest, open, findings);
  return { checks: findings.checks, unknown: [...findings.unknown] };
};
