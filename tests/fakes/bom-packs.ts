import { join } from 'node:path';
import { licenceOf } from '../../src/lib/domain/licences';
import type { InstalledPack, PackManifest, Source, Trust } from '../../src/lib/domain/pack';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { PackCache } from '../../tools/packs/cache';
import { buildCatalogue } from '../../tools/packs/catalogue';
import { smallPack } from './small-pack';

/** A browser takes it for an address; RFC 3987 does not. */
export const ODD_ADDRESS = 'https://x.example/a b|{c}"^`\\[d]%zz%?q=<é>[1]#a#b';
const ROOT = join(import.meta.dirname, '../..');

/** A manifest as an installed pack whose every file was right a day later. */
export async function asInstalledPack(
  manifest: PackManifest,
  trust: Trust,
  source: Source,
): Promise<InstalledPack> {
  const packId = await packIdOf(manifest);
  const checks = manifest.shards.map(({ path, sha256 }) => ({ path, sha256, verdict: 'match' as const }));
  const checkedAt = '2026-11-02T10:00:00.000Z';
  return {
    packId,
    manifest,
    trust,
    source,
    installedAt: '2026-11-01T09:00:00.000Z',
    verification: { packId, checkedAt, checks, verdict: 'verified' },
  };
}

/** Both starters by their family; one of a hub, and one of a stranger whose papers are odd. */
export async function bomPacks(): Promise<Record<string, InstalledPack>> {
  const packs: Record<string, InstalledPack> = {};
  const site: Source = { kind: 'site', baseUrl: 'https://school.example/packs' };
  for (const { manifest } of await buildCatalogue(new PackCache(), join(ROOT, 'static/libs')))
    packs[manifest.family] = await asInstalledPack(manifest, 'vouched', site);
  const { manifest } = (await smallPack({ mib: 0.1 })).entry;
  const revision = '0123456789abcdef0123456789abcdef01234567';
  packs['hub'] = await asInstalledPack({ ...manifest, licence: licenceOf({ id: 'llama3.2' }) }, 'declared', {
    kind: 'hub',
    endpoint: 'https://hub.example',
    repo: 'owner/model',
    revision,
    hosts: [],
    elsewhere: [],
  });
  packs['first-seen'] = {
    ...(await asInstalledPack(
      {
        ...manifest,
        name: '=cmd|<script>"\u202e',
        openness: { ...manifest.openness, evidenceUrl: ODD_ADDRESS },
        licence: licenceOf({ id: 'My “own” licence' }),
      },
      'first-seen',
      { kind: 'file', fileName: 'from a stick.gguf' },
    )),
    word: { at: '2026-11-01T08:00:00.000Z', note: 'From my teacher' },
    vetting: {
      checkedAt: '2026-11-01T08:59:00.000Z',
      checks: [{ what: 'fit', path: '', result: 'unknown', details: '31 of 32' }],
      unknown: ['who-made-it', 'licence'],
    },
  };
  return packs;
}
