import type { LineageStep } from '../domain/pack';
import type { GgufHeader } from './header';
import { clip } from './limits';
import { quantisationOf } from './quantisation';

const MOST_BASES = 4;
/** Types that keep every weight as it was trained. */
const UNQUANTISED = ['F32', 'F16', 'BF16'];

/** What the file itself says of how it came to be: what it was tuned from, and who quantised it. Nobody checked it. */
export function lineageInFile(header: GgufHeader): LineageStep[] {
  const { metadata } = header;
  const said = (key: string) => clip(metadata.text(key) ?? '');
  const steps: LineageStep[] = [];
  const bases = Math.min(metadata.number('general.base_model.count') ?? 0, MOST_BASES);
  const inputs: string[] = [];
  for (let index = 0; index < bases; index++) {
    const about = `general.base_model.${index}`;
    const name = [said(`${about}.organization`), said(`${about}.name`)].filter(Boolean).join('/');
    inputs.push(said(`${about}.repo_url`) || name);
  }
  const known = inputs.filter((input) => input !== '');
  if (known.length > 0) {
    steps.push(step('fine-tune', said('general.organization'), known, 'As the file says of its base model.'));
  }
  const quantisation = quantisationOf(header);
  if (!UNQUANTISED.includes(quantisation)) {
    const by = said('general.quantized_by');
    steps.push(step('quantise', by, [], `${quantisation}, as the file says.`));
  }
  return steps;
}

function step(kind: LineageStep['kind'], by: string, inputs: string[], note: string): LineageStep {
  return { kind, tool: by || 'not recorded', version: '', inputs, outputs: [], at: '', note };
}
