/**
 * Lets the browser ask before the page is closed or loaded anew, for as long as `signal` lets it. For work that is lost with
 * the page: everything else is kept by itself, and asks nobody.
 */
export function askBeforeLeaving(signal: AbortSignal): void {
  globalThis.addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
}
