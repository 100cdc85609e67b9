import { AppError, fail, isAbort } from '../domain/errors';
import type { UnknownFact, VetCheck, VetWhat } from '../domain/vetting';

/** What was looked at so far. A check that fails ends it. */
export class Findings {
  readonly checks: VetCheck[] = [];
  readonly unknown = new Set<UnknownFact>();
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  /**
   * Runs one check, which gives what is to be said of it. Throws `pack/unfit` where it fails for what the files hold;
   * what else goes wrong, such as a file that cannot be read, stays what it is.
   */
  async check<T>(
    what: VetWhat,
    path: string,
    run: () => Promise<T> | T,
    say?: (result: T) => string,
  ): Promise<T> {
    this.signal.throwIfAborted();
    try {
      const result = await run();
      this.#note({ what, path, result: 'passed', details: say?.(result) ?? '' });
      return result;
    } catch (thrown) {
      if (isAbort(thrown) || !(thrown instanceof AppError) || !isOfTheFile(thrown)) throw thrown;
      return fail('pack/unfit', { what, file: path, why: whyOf(thrown) }, thrown);
    }
  }

  /** Nothing to compare with, or nothing that we can read. */
  cannotTell(what: VetWhat, path: string, details: string): void {
    this.#note({ what, path, result: 'unknown', details });
  }

  #note(check: VetCheck): void {
    this.checks.push({ ...check, details: check.details.slice(0, 200) });
  }
}

/** Refuses: what a file says is not what the manifest says of it. */
export function differs(name: string): never {
  return fail('pack/unfit', { what: name });
}

function isOfTheFile({ code }: AppError): boolean {
  return /^(?:gguf|mlc)\//.test(code) || code === 'pack/unfit' || code === 'engine/no-library';
}

/** The code, and the first thing that its details name. */
function whyOf({ code, details }: AppError): string {
  const named = Object.values(details).find((value) => typeof value === 'string' && value !== '');
  return named === undefined ? code : `${code}: ${named}`;
}
