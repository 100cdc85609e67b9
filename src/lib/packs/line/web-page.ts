/**
 * A byte order mark, space and comments may come before the first tag. A comment cannot run past its own end here, or
 * a few dozen of them could be read in so many ways that the search would never end.
 */
const PAGE =
  /^\uFEFF?\s*(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|title|meta|script|body)\b/i;

/** True if a file begins as HTML does: what a captive portal, a proxy or a "not found" page sends with status 200. */
export function looksLikeWebPage(start: Uint8Array): boolean {
  return PAGE.test(new TextDecoder('utf-8').decode(start.subarray(0, 1024)));
}
