import { packBytes } from '../../src/lib/domain/pack';
import { bytes } from '../terminal.mjs';
import type { Added } from './add';

/** The most that the CPU engine takes in one file: an ArrayBuffer of a browser. */
const CPU_FILE_BYTES = 2 ** 31;

/** What was added, and what will run where: said once, in plain words. */
export function report({ pack, model, fits, record }: Added): string {
  const { manifest, packId } = pack;
  const { architecture, parameters, quantisation, contextTokens, chat } = manifest.model;
  return [
    `Added ${manifest.name}: ${bytes(packBytes(manifest))}, pack ${packId}.`,
    `  Model    ${architecture}, ${(parameters / 1e6).toFixed(0)} million parameters, ${quantisation}, up to ${contextTokens} tokens.`,
    `  Prompts  ${chat ? 'An instruct model: it translates and drafts.' : baseSentence(model.facts.chatTemplate)}`,
    `  GPU      ${gpuSentence(architecture, fits)}`,
    `  CPU      ${cpuSentence(model.header.fileBytes)}`,
    `  Memory   about ${bytes(manifest.memoryBytes)} while it runs.`,
    `  Licence  ${manifest.licence.name}${manifest.licence.mustAccept ? ', to be accepted before installing' : ''}.`,
    `The site offers it from now on; to take it back, delete ${record}.`,
  ].join('\n');
}

function baseSentence(template: string): string {
  return template === 'unrecognised'
    ? 'Its chat template is of no kind that Haversack knows: it is used as a base model, for translation by example.'
    : 'A base model: it translates by example, and is not offered for drafting.';
}

function gpuSentence(architecture: string, fits: Added['fits']): string {
  const fitting = fits.filter((report) => report.fits);
  if (fitting.length > 0)
    return `Fits the compiled library ${fitting.map(({ library }) => library).join(', ')}.`;
  const [first] = fits;
  if (!first)
    return `No: there is no compiled library for the architecture ${architecture}. docs/compile.md says how to make one.`;
  const { library, matched, total, differing } = first;
  const names = differing.slice(0, 3).map(({ name }) => name);
  return `No: ${matched} of ${total} tensors fit ${library}; ${names.join(', ')} differs. docs/compile.md says what to compile.`;
}

function cpuSentence(fileBytes: number): string {
  return fileBytes < CPU_FILE_BYTES
    ? 'Yes, in every browser with WebAssembly, where llama.cpp knows the architecture.'
    : `No: the file is larger than the ${bytes(CPU_FILE_BYTES)} that the CPU engine takes.`;
}
