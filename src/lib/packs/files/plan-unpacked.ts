import { fail } from '../../domain/errors';
import type { Shard } from '../../domain/pack';
import type { PlannedPack } from '../../domain/plan';
import { ABOUT, FILES } from '../archive/names';
import { MOST_PAPER, readPapers } from '../archive/papers';
import { fileSource } from './file-source';
import { nameOf } from './picked';
import { type OpenShard, planPapers } from './plan-archive';
import type { Planning } from './planning';
import type { Recognised } from './recognise';

type Unpacked = Extract<Recognised, { kind: 'unpacked' }>;

/**
 * An archive that somebody has unpacked: the same papers, and the files where they lie. What else is in the folder is
 * theirs. Throws like `readArchive`: `archive/damaged` with the file that is missing or has another length.
 */
export async function planUnpacked(planning: Planning, { folder, files }: Unpacked): Promise<PlannedPack> {
  const inside = new Map(files.map(({ path, file }) => [path.slice(folder.length).normalize('NFC'), file]));
  const papers = await readPapers(async (path) => {
    const file = inside.get(path) ?? fail('archive/damaged', { what: path });
    if (file.size > MOST_PAPER[path]) return fail('archive/limits', { what: `${path}: ${file.size}` });
    return fileSource(file, path).read(0, file.size);
  });
  const fileOf = ({ path }: Shard) => inside.get(`${FILES}${path}`.normalize('NFC'));
  for (const shard of papers.manifest.shards) {
    const size = fileOf(shard)?.size ?? 0;
    if (size !== shard.bytes)
      return fail('archive/damaged', { what: `${shard.path}: ${size} / ${shard.bytes}` });
  }
  const open: OpenShard = async (shard) => {
    const file = fileOf(shard);
    return file && fileSource(file, nameOf(shard.path));
  };
  const name = nameOf(folder.slice(0, -1)) || ABOUT;
  return planPapers(planning, papers, open, { kind: 'folder', fileName: name.slice(0, 1000) });
}
