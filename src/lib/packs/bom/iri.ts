/** A web address of a manifest as RFC 3987 has it: browsers take spaces and braces in one, others do not. */
export function iri(url: string): string {
  const whole = URL.canParse(url) ? new URL(url).href : url;
  return whole.replace(/[\s<>"{}|\\^`]/g, encodeURIComponent);
}
