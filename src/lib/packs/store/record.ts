import type { Digest } from '../../domain/digest';
import { canonicalJson } from '../form/canonical';
import { parseJson } from '../form/json';
import { sha256 } from '../form/web-digest';
import type { PackStore, RecordFolder } from './store';

const LIMITS = { maxBytes: 16 * 1024 * 1024, maxDepth: 12 };
const CODES = { tooLarge: 'pack/corrupt', invalid: 'pack/corrupt' } as const;

/** A record is its SHA-256 in hexadecimal, a line feed, and canonical JSON: damage shows before it is parsed. */
export async function writeRecord(
  store: PackStore,
  folder: RecordFolder,
  name: Digest,
  value: object,
): Promise<void> {
  const json = canonicalJson(value);
  const digest = await sha256(new TextEncoder().encode(json));
  await store.writeRecord(folder, name, `${digest}\n${json}`);
}

/** The value as it was written, or undefined if there is none or it is damaged. The caller still checks its shape. */
export async function readRecord(store: PackStore, folder: RecordFolder, name: Digest): Promise<unknown> {
  const text = await store.readRecord(folder, name);
  if (text === undefined || text[64] !== '\n') return undefined;
  const bytes = new TextEncoder().encode(text.slice(65));
  if ((await sha256(bytes)) !== text.slice(0, 64)) return undefined;
  return parseJson(bytes, LIMITS, CODES);
}
