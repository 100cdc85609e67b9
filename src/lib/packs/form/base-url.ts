import { fail } from '../../domain/errors';

/** A base address without its last slash. Relative ones are of this site. Throws `source/unreachable` for others. */
export function absolute(baseUrl: string): string {
  const url = URL.canParse(baseUrl, globalThis.location?.href)
    ? new URL(baseUrl, globalThis.location?.href)
    : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return fail('source/unreachable', { address: baseUrl.slice(0, 200) });
  return url.href.replace(/\/+$/, '');
}
