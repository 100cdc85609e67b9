import type { Prompt, TokenEvent } from '../domain/engine';
import type { PackManifest } from '../domain/pack';
import type { Segment, TranslateTask } from '../domain/task';
import { cleanOutput } from '../tasks/clean';
import { runGates } from '../tasks/gates';
import { buildTranslatePrompt } from '../tasks/translate';

/** One sentence through the model and the gates. `write` is told of every change; what came so far is always kept. */
export async function translateSentence(
  manifest: PackManifest,
  task: TranslateTask,
  source: string,
  generate: (prompt: Prompt) => AsyncIterable<TokenEvent>,
  write: (change: Partial<Segment>) => void,
): Promise<void> {
  const { prompt, restore } = buildTranslatePrompt(manifest.model, task, source);
  let raw = '';
  for await (const event of generate(prompt)) {
    if (event.kind === 'delta') {
      raw += event.text;
      write({ target: restore(raw).trimStart() });
    } else if (event.kind === 'end') {
      if (event.reason === 'cancelled') throw new DOMException('stopped', 'AbortError');
      const target = cleanOutput(restore(raw), source);
      const flags = runGates(source, target, task, event.reason);
      write({ target, flags, status: flags.length > 0 ? 'flagged' : 'done' });
    }
  }
}
