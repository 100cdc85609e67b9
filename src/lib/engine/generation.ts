import type { Prompt, TokenEvent, Usage } from '../domain/engine';
import { appError, isAbort } from '../domain/errors';
import type { Model } from './model';
import type { Turns } from './turns';

/** An engine that does not stop within this is ended. A software GPU needs seconds for a prompt chunk. */
const STOP_MS = 30_000;

/**
 * One generation, in its turn. Stop answers at once, also from the queue; the engine's own stopping is waited for
 * before the next turn begins. After a lost GPU the prompt goes on, once, from the text that is there.
 */
export async function* generateOn(
  model: Model,
  turns: Turns,
  prompt: Prompt,
  signal: AbortSignal,
): AsyncGenerator<TokenEvent, void, void> {
  const usage: Usage = { promptTokens: 0, completionTokens: 0, prefillMs: 0, decodeMs: 0 };
  const cancelled: TokenEvent = { kind: 'end', reason: 'cancelled', usage };
  let endTurn: () => void;
  try {
    endTurn = await turns.take(signal);
  } catch (thrown) {
    if (!isAbort(thrown)) throw thrown;
    yield cancelled;
    return;
  }
  const inner = new AbortController();
  let abort = () => {};
  const aborted = new Promise<undefined>((resolve) => (abort = () => resolve(undefined)));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const run = runOn(model, prompt, inner.signal);
  let finished = false;
  try {
    for (;;) {
      const step = await Promise.race([run.next(), aborted]);
      if (!step) return yield cancelled;
      if (step.done) {
        finished = true;
        return;
      }
      const event = step.value;
      if (event.kind === 'start') usage.promptTokens = event.promptTokens;
      if (event.kind === 'delta') usage.completionTokens += 1;
      yield event;
    }
  } catch (thrown) {
    finished = true;
    model.recover(thrown);
    throw thrown;
  } finally {
    signal.removeEventListener('abort', abort);
    if (finished) endTurn();
    else void settle(run, inner, model).finally(endTurn);
  }
}

/** Cancels what still runs and waits until the engine is free. */
async function settle(
  run: AsyncGenerator<TokenEvent, void, void>,
  inner: AbortController,
  model: Model,
): Promise<void> {
  const late = setTimeout(() => model.recover(appError('engine/worker-hung', { ms: STOP_MS })), STOP_MS);
  inner.abort();
  try {
    while (!(await run.next()).done);
  } catch (thrown) {
    model.recover(thrown); // nobody waits for this generation any more; its worker may need a restart
  } finally {
    clearTimeout(late);
  }
}

async function* runOn(
  model: Model,
  prompt: Prompt,
  signal: AbortSignal,
): AsyncGenerator<TokenEvent, void, void> {
  let text = '';
  let tokens = 0;
  let started = false;
  for (;;) {
    try {
      const { connection } = await model.ready(signal);
      const rest = { ...prompt, text: prompt.text + text, maxTokens: prompt.maxTokens - tokens };
      for await (const event of connection.stream('generate', rest, signal)) {
        if (event.kind === 'start' && started) continue;
        if (event.kind === 'start') started = true;
        if (event.kind === 'delta') {
          text += event.text;
          tokens += 1;
        }
        yield event;
      }
      return;
    } catch (thrown) {
      const lost = !isAbort(thrown) && (thrown as { code?: string }).code === 'device/gpu-lost';
      if (!lost) throw thrown;
      // Twice within a minute: a smaller pack or the CPU is the better advice, and `again` lets the page say so.
      if (!model.recover(thrown)) throw appError('device/gpu-lost', { again: true }, thrown);
    }
  }
}
