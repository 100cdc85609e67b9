/**
 * A web address of a manifest as RFC 3987 has it: browsers take spaces, braces, brackets and stray signs in one, others do
 * not. A domain name in other letters becomes its ASCII form.
 */
export function iri(url: string): string {
  const whole = URL.canParse(url) ? new URL(url).href : url;
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)?(.*)$/is.exec(whole) ?? [];
  const [before = '', ...after] = rest.split('#');
  const fragment = after.length > 0 ? `#${after.join('%23')}` : '';
  return `${origin}${before}${fragment}`
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/[\s<>"{}|\\^`]/g, encodeURIComponent)
    .replace(/[[\]]/g, (bracket, at: number) => (at < origin.length ? bracket : encodeURIComponent(bracket)));
}
