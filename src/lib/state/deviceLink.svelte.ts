import { errorShape, isAbort, toAppError, type ErrorShape } from '../domain/errors';
import type { Line } from '../peer/line';
import { answerOffer, makeOffer, type Link, type Offer } from '../peer/link';
import { qrPicture } from '../peer/qr-picture';

export type LinkState =
  | { kind: 'idle' }
  | { kind: 'making' }
  /** The code is to be read by the other device. `answer`: then its code is to be read here. */
  | { kind: 'showing'; code: string; picture: boolean[][]; next: 'answer' | 'wait' }
  /** Both codes are known. */
  | { kind: 'connecting' }
  | { kind: 'open'; name: string; own: string }
  /** The line is down; `error` where it is known why. */
  | { kind: 'ended'; error: ErrorShape | null };

/** From two codes to a line, on either side. */
export class DeviceLink {
  state = $state.raw<LinkState>({ kind: 'idle' });
  /** What is wrong with the code that was read last. */
  codeError = $state.raw<ErrorShape | null>(null);
  #link: (Link & Partial<Offer>) | undefined;
  #line: Line | undefined;
  readonly #opened: (line: Line) => Promise<void>;

  /** `opened` uses the line, and settles when it is down; what it throws is why. */
  constructor(opened: (line: Line) => Promise<void>) {
    this.#opened = opened;
  }

  /** The side that sends begins. */
  async offer(): Promise<void> {
    await this.#make(makeOffer, 'answer');
  }

  /** A code was scanned or pasted. True if it was the right one. */
  async read(code: string): Promise<boolean> {
    this.codeError = null;
    const { kind } = this.state;
    if (kind === 'idle' || kind === 'ended') return this.#make(() => answerOffer(code), 'wait');
    const link = this.#link;
    if (kind !== 'showing' || !link?.accept) return false;
    try {
      await link.accept(code);
      if (this.#link !== link) return false;
      // It may be open by now.
      if (this.state.kind === 'showing') this.state = { kind: 'connecting' };
      return true;
    } catch (thrown) {
      // What became of an attempt that the person has given up meanwhile is no news.
      if (this.#link === link) this.codeError = errorShape(toAppError(thrown));
      return false;
    }
  }

  /** Ends the line; what was done over it stays on screen. */
  stop(): void {
    this.#end(undefined);
  }

  /** Ends the line, or the attempt, and is ready for another. */
  close(): void {
    this.codeError = null;
    this.#line?.close();
    this.#line = undefined;
    this.#link?.close();
    this.#link = undefined;
    this.state = { kind: 'idle' };
  }

  async #make(make: () => Promise<Link & Partial<Offer>>, next: 'answer' | 'wait'): Promise<boolean> {
    this.close();
    const making = { kind: 'making' } as const;
    this.state = making;
    try {
      const link = await make();
      if (this.state !== making) link.close();
      else {
        this.#link = link;
        this.state = { kind: 'showing', code: link.code, picture: qrPicture(link.code), next };
        void this.#follow(link);
      }
    } catch (thrown) {
      if (this.state !== making) return false;
      const error = errorShape(toAppError(thrown));
      if (error.code === 'peer/code') {
        this.state = { kind: 'idle' };
        this.codeError = error;
      } else this.#end(thrown);
    }
    return this.#link !== undefined;
  }

  async #follow(link: Link): Promise<void> {
    const current = () => this.#link === link;
    try {
      const line = await link.opened;
      if (!current()) return line.close();
      this.#line = line;
      this.state = { kind: 'open', name: line.name, own: line.own };
      await this.#opened(line);
      if (current()) this.#end(undefined);
    } catch (thrown) {
      if (current()) this.#end(thrown);
    }
  }

  #end(thrown: unknown): void {
    this.close();
    const known = thrown !== undefined && !isAbort(thrown);
    this.state = { kind: 'ended', error: known ? errorShape(toAppError(thrown)) : null };
  }
}
