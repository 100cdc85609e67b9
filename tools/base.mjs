/**
 * The path under which the app is served: '' at the root of a host, `/haversack` below it. Chosen when the app is built,
 * because its pages, its service worker and its cache name files by their whole path.
 */
import { Problem } from './problem.mjs';

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * `/haversack/`, `haversack` or `/haversack` -> `/haversack`; '/' and '' -> ''. Throws a Problem for anything else.
 * @param {string | undefined} text
 * @returns {'' | `/${string}`}
 */
export function basePath(text) {
  const segments = (text ?? '').replace(/^\/|\/$/g, '').split('/');
  if (segments.length === 1 && segments[0] === '') return '';
  const wrong = segments.find((segment) => !SEGMENT.test(segment));
  if (wrong !== undefined)
    throw new Problem(
      `"${text}" is not a path for the app: write it as /haversack, in letters, digits, - and _.`,
    );
  return `/${segments.join('/')}`;
}

/** `/haversack/about/` -> `/about/` under base `/haversack`; null for what lies outside of it. */
export function belowBase(/** @type {string} */ base, /** @type {string} */ pathname) {
  if (base === '') return pathname;
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : null;
}
