import { AppError, fail, isAbort } from '../../domain/errors';
import { refuseInsecure, unreached } from './browser-rules';
import { type Fetch } from './network';
import { mayGoOnTo } from './redirects';

export type Request = {
  url: string;
  headers: Record<string, string>;
  /** Where a redirect may lead beside its own origin (redirects.ts). Absent: the file is expected where it is asked for. */
  hosts?: readonly string[] | undefined;
};

/** No cookies, no referrer, no browser cache: what is sent tells nothing but the address. */
const INIT = { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;

/**
 * A response of the address itself or of where it may redirect to. Throws `source/unreachable`, `source/redirected`, and what
 * browser-rules.ts tells of.
 */
export async function send(
  { url, headers, hosts }: Request,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Response> {
  refuseInsecure(new URL(url));
  const init: RequestInit = { ...INIT, headers, signal };
  return hosts ? sendOn(url, init, fetch, hosts) : sendStraight(url, init, fetch);
}

/** For hubs, which nearly always send a file request on: follows, then looks where it has come to. */
async function sendOn(
  url: string,
  init: RequestInit,
  fetch: Fetch,
  hosts: readonly string[],
): Promise<Response> {
  try {
    return await allowed(url, hosts, await fetch(url, { ...init, redirect: 'follow' }));
  } catch (cause) {
    if (isAbort(cause) || cause instanceof AppError) throw cause;
    const { host } = new URL(url);
    // Refused by the browser on the way (a downgrade to http, a host without CORS), or never answered: it does not say.
    if (await isSentOn(url, init, fetch)) return fail('source/redirected', { host, to: '' }, cause);
    return unreached(new URL(url), cause);
  }
}

/** For a site and its mirrors: a redirect is an exception, and followed only within the same origin. */
async function sendStraight(url: string, init: RequestInit, fetch: Fetch): Promise<Response> {
  const { host, origin } = new URL(url);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    if (!isRedirect(response)) return response;
  } catch (cause) {
    if (isAbort(cause) || cause instanceof AppError) throw cause;
    return unreached(new URL(url), cause);
  }
  // Where to is not told; the browser refuses another origin here, and what it lets through is looked at again.
  const own = origin === globalThis.location?.origin;
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'follow',
      ...(own ? { mode: 'same-origin' } : {}),
    });
    return await allowed(url, [], response);
  } catch (cause) {
    if (isAbort(cause) || cause instanceof AppError) throw cause;
    return fail('source/redirected', { host, to: '' }, cause);
  }
}

async function allowed(url: string, hosts: readonly string[], response: Response): Promise<Response> {
  const from = new URL(url);
  const to = new URL(response.url || url);
  if (mayGoOnTo(from, to, hosts)) return response;
  await response.body?.cancel();
  return fail('source/redirected', { host: from.host, to: to.host }, `sent on to ${to.origin}`);
}

function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

async function isSentOn(url: string, init: RequestInit, fetch: Fetch): Promise<boolean> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    await response.body?.cancel();
    return isRedirect(response);
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    return false; // it cannot be reached at all, which the caller says
  }
}
