import { parseJson } from '../form/json';
import { list, refuse, type Reader, text } from '../form/shape';
import type { Network } from '../line/network';
import { fetchPage } from '../line/source';
import { ANSWER_LIMITS, asHubAnswer, distinct, type HubFile, type HubRepo, object, readFile } from './answer';
import type { Hub } from './ask';
import { patiently } from './patient';

const CODES = { tooLarge: 'source/hub-answer', invalid: 'source/hub-answer' } as const;
/** So many files and folders a page has, and never more: one that is full is followed by another, or was the last by chance. */
const PAGE = 1000;
/** Twice as many as the most files fill: a hub that goes on for ever is not followed. */
const MOST_PAGES = (2 * ANSWER_LIMITS.files) / PAGE;
const LONGEST_CURSOR = 2000;

/**
 * Every file of a repository, page by page: hubs tell the next one in a Link header. `listed` is what their short list had.
 * Throws `source/hub-answer` where the list is cut: a browser may not let the header be read.
 */
export async function listTree(
  hub: Hub,
  { id, commit }: Pick<HubRepo, 'id' | 'commit'>,
  listed: number,
  network: Network,
  signal: AbortSignal,
): Promise<HubFile[]> {
  const first = `${hub.endpoint}/api/models/${id}/tree/${commit}?recursive=true`;
  const found: (HubFile | null)[] = [];
  let url = first;
  for (let pages = 1; ; pages++) {
    const get = () => fetchPage(url, ANSWER_LIMITS.maxBytes, network, signal, hub.hosts);
    const { bytes, link } = await patiently(get, network, signal);
    const next = cursorIn(link);
    asHubAnswer(() => {
      const page = list(entry, ANSWER_LIMITS.files)(parseJson(bytes, ANSWER_LIMITS, CODES), 'tree');
      found.push(...page.flatMap((each) => (each === 'folder' ? [] : [each])));
      if (found.length > ANSWER_LIMITS.files || pages > MOST_PAGES)
        refuse('tree', `more than ${ANSWER_LIMITS.files} files`);
      const cut = next === null && (page.length >= PAGE || found.length < listed);
      if (cut) refuse('tree', `cut after ${found.length} files`);
    });
    if (next === null) return asHubAnswer(() => distinct(found));
    // Only where to go on is taken from the header: what is asked stays what we ask for, at the hub's own address.
    url = `${first}&cursor=${encodeURIComponent(next)}`;
  }
}

const entry: Reader<HubFile | null | 'folder'> = (value, where) => {
  const { type, oid, lfs, ...rest } = object(value, where);
  if (text(100)(type, `${where}.type`) !== 'file') return 'folder';
  return readFile({ ...rest, blobId: oid, lfs }, where);
};

/** `<address?cursor=…>; rel="next"`, among others or alone. */
function cursorIn(link: string | null): string | null {
  const [, address = ''] = /<([^<>]{1,4000})>\s*;\s*rel="?next"?/.exec(link ?? '') ?? [];
  if (!URL.canParse(address, 'https://hub.invalid')) return null;
  const cursor = new URL(address, 'https://hub.invalid').searchParams.get('cursor');
  return cursor && cursor.length <= LONGEST_CURSOR ? cursor : null;
}
