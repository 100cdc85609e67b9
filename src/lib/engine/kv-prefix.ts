import type { Pipeline, Tensor } from './webllm-private';

/**
 * What the KV cache holds, so that a prompt which begins like the one before computes only what is new: translation
 * sends the same examples before every sentence. Right only with libraries whose attention merge has no race; ours are
 * held to that by a test (prefill in two parts equals prefill in one), others are tried on this device (prefix-probe.ts).
 */
export class KvPrefix {
  readonly #pipeline: Pipeline;
  readonly #popn: ReturnType<Pipeline['tvm']['getGlobalFunc']>;
  #held: number[] = [];
  /** False: every prompt begins with an empty cache. */
  reuse = true;

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
    const { tvm } = pipeline;
    tvm.beginScope();
    this.#popn = tvm.detachFromCurrentScope(tvm.getGlobalFunc('vm.builtin.kv_state_popn'));
    tvm.endScope();
  }

  /** Cuts the cache back to what it shares with `ids`, at most all but the last; returns how many that are. */
  rewind(ids: readonly number[]): number {
    const { filledKVCacheLength } = this.#pipeline;
    let shared = 0;
    while (shared < ids.length - 1 && ids[shared] === this.#held[shared]) shared += 1;
    // A forward that failed leaves the cache in no known state.
    if (!this.reuse || shared === 0 || this.#held.length !== filledKVCacheLength) {
      this.clear();
      return 0;
    }
    this.#pop(this.#held.length - shared);
    this.#held = this.#held.slice(0, shared);
    return shared;
  }

  clear(): void {
    this.#pipeline.resetChat();
    this.#held = [];
  }

  async prefill(ids: number[]): Promise<Tensor> {
    const logits = await this.#pipeline.forwardKnownTokens(ids, true);
    this.#held.push(...ids);
    return logits;
  }

  async decode(id: number): Promise<Tensor> {
    const logits = await this.#pipeline.forwardDecodeToken(id);
    this.#held.push(id);
    return logits;
  }

  #pop(count: number): void {
    if (count === 0) return;
    const { tvm, kvCache } = this.#pipeline;
    tvm.beginScope();
    this.#popn(kvCache, tvm.scalar(0, 'int64'), tvm.scalar(count, 'int32'));
    tvm.endScope();
    this.#pipeline.filledKVCacheLength -= count;
  }
}
