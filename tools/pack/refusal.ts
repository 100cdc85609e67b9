import type { AppError } from '../../src/lib/domain/errors';

/** Why a model file is refused, in one sentence for the terminal. */
export function refusal(path: string, error: AppError): string {
  const details = Object.values(error.details).join(', ');
  switch (error.code) {
    case 'gguf/not-gguf':
      return `${path} is not a GGUF file: nothing was added.`;
    case 'gguf/truncated':
      return `${path} is cut off: it ends before its tensors do, so nothing was added.`;
    case 'gguf/limits':
      return `${path} is damaged or made to mislead (${details}): nothing was added.`;
    case 'gguf/unsupported':
      return `${path} is a GGUF that Haversack cannot read (${details}): nothing was added.`;
    case 'gguf/tokenizer':
      return `${path} has a tokenizer that Haversack cannot read (${details}): nothing was added.`;
    case 'gguf/split':
      return `${path} is one part of a model in several files: join them with gguf-split of llama.cpp first. Nothing was added.`;
    default:
      return `${path} cannot be added: ${error.message}.`;
  }
}
