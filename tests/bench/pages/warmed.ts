/** ms since the page was opened. `firstToken`: a token has come out as well. */
export type Warm = { loaded: number; firstToken: number; stages: Record<string, number> };

declare global {
  interface Window {
    warm: Promise<Warm>;
  }
}

/** Leaves the outcome where the bench waits for it. */
export function warmed(work: () => Promise<Warm>): void {
  window.warm = work();
}
