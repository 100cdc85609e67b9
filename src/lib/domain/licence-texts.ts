import type { Digest } from './digest';
import { knownLicence } from './licences';
import type { PackManifest, Shard } from './pack';

/** The text of a licence as the SPDX list has it. `path` in a pack, `sitePath` below the app, where every build puts it. */
export type StandardText = { spdx: string; path: string; sitePath: string; bytes: number; sha256: Digest };

/**
 * By SPDX id, bytes and SHA-256 of each text in the list of `package.json` (spdx-license-list): one for each licence in
 * licences-data.ts that SPDX knows. The app has the digests, so that a pack can name a text before anybody fetches it, and so that
 * nothing else can be shown as one of these.
 */
const DIGESTS: Readonly<Record<string, readonly [bytes: number, sha256: string]>> = {
  'AGPL-3.0-only': [34020, 'd8a6cc31abc16b6748c7a21f21611f5a1ec33f67d22ca23d7da1c19b95496bee'],
  'Apache-2.0': [10280, '074e6e32c86a4c0ef8b3ed25b721ca23aca83df277cd88106ef7177c354615ff'],
  'BSD-2-Clause': [1267, 'f32fb3b417a194167cfad068223fc975ba96c5960513a10f66a3c28720aec1df'],
  'BSD-3-Clause': [1460, '5a93d5831e1297ab10fe643e1a631e83be392896da14ee2951285a79012df69d'],
  'CC-BY-4.0': [17023, 'd557539df68e771cc1eedcc91d13f70fca930e508d11eedcafa4b15db49e3744'],
  'CC-BY-NC-4.0': [17649, 'cc97a2c4ff7723a1f25179dc7c18f676fa84191bbb36ea7d0061acaf3c102559'],
  'CC-BY-NC-ND-4.0': [17452, '4f3c4a321eb0c73182eee7afa3fe0111e24dec193f2d6febcf4207f26af26839'],
  'CC-BY-NC-SA-4.0': [19018, '600ca4e25fe11762b75a97e714707fab48bb778374e92d24c6ca068791661c11'],
  'CC-BY-ND-4.0': [16830, '4a9d465e981ae6bde7f117abbfb0e24f2cc1820e99a47efbe58593fa5c43fa29'],
  'CC-BY-SA-4.0': [18375, 'cde7883b9050a1104f4ac19a1572aafd6e5d7323b68351aaf51fbf4beba54966'],
  'CC0-1.0': [7048, 'a2010f343487d3f7618affe54f789f5487602331c0a8d03f49e9a7c547cf0499'],
  'GPL-3.0-only': [34674, 'fb981668c18a279e285fc4d83fba1e836cc84dd4daa73c9697d3cfd2d8aca6e0'],
  ISC: [823, 'f2ec607f67bb0dd3053b49835b02110d5cd0f8eb6da3aac4dc0b142a6b299be9'],
  'LGPL-3.0-only': [42098, '996af0513df21f7496288951c41428a03c174e9e4a9d63665c57d670f845ccb1'],
  MIT: [1078, 'b05785f9f18e6716bab63424b11454513b9943a222595b70411009202fc592b5'],
  'MPL-2.0': [16727, '66a3107d5ad6a058aab753eaac2047ccb2ed0e39465dd0fe5844da3e300d5172'],
  'OpenMDW-1.0': [2606, '22d5488faff30b2e34e934779d2a6f033712ec6d1eaaee7e774e9cbe0c3c7587'],
  Unlicense: [1211, '0bdebfeda07d45dada625ae1317c6f833186e798b171d0db640bcf32e92a8240'],
};

export const STANDARD_TEXTS: readonly StandardText[] = Object.entries(DIGESTS).map(
  ([spdx, [bytes, sha256]]) => ({
    ...{ spdx, path: `licence/${spdx}.txt`, sitePath: `licences/${spdx}.txt` },
    ...{ bytes, sha256: sha256 as Digest },
  }),
);

/** The standard text with this digest, whoever has it under which name. */
export function standardText(sha256: Digest): StandardText | undefined {
  return STANDARD_TEXTS.find((text) => text.sha256 === sha256);
}

/** Whether this file of a pack is there because its publisher ships no text of the licence: of them its name is, too. */
export function isStandIn({ path, sha256 }: Pick<Shard, 'path' | 'sha256'>): boolean {
  return standardText(sha256)?.path === path;
}

/** What goes beside a licence and is none; all others of that role are taken for its text. */
const BESIDE = /(?:^|\/)(?:notice|use_policy)[^/]*$/i;

/**
 * The file that stands in for the text of a licence that a publisher names and does not ship, in packs that are planned from now on; undefined where
 * it is shipped, and for licences that SPDX does not list: those are somebody's own.
 */
export function standInFor({ licence, shards }: Pick<PackManifest, 'licence' | 'shards'>): Shard | undefined {
  const shipped = ({ role, path, sha256 }: Shard) =>
    role === 'licence' && (!BESIDE.test(path) || standardText(sha256) !== undefined);
  if (shards.some(shipped)) return undefined;
  const spdx = knownLicence(licence.spdx)?.spdx;
  const text = STANDARD_TEXTS.find((each) => each.spdx === spdx);
  return text && { path: text.path, role: 'licence', bytes: text.bytes, sha256: text.sha256 };
}

/** A licence of a pack by its path, or what stands in for it in a pack that was planned without. */
export function licenceAt(
  manifest: Pick<PackManifest, 'licence' | 'shards'>,
  path: string,
): Shard | undefined {
  const own = manifest.shards.find((shard) => shard.role === 'licence' && shard.path === path);
  const standIn = own ? undefined : standInFor(manifest);
  return own ?? (standIn?.path === path ? standIn : undefined);
}
