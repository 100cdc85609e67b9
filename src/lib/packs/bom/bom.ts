import { APP_PROGRAM, ENGINE_PROGRAMS } from '../../domain/engines';
import type { InstalledPack } from '../../domain/pack';
import { libraryRefs, modelComponent, refOf } from './component';
import type { OwnRecords } from './properties';
import { serialNumber } from './serial';
import type { Bom, BomComponent, BomDependency } from './types';

/**
 * A CycloneDX 1.6 machine learning bill of materials of one pack: its model with card, digests, licence, pedigree and
 * files, the compiled libraries and the engines that it runs on. The same pack gives the same bytes and serial number.
 */
export function bomOf(pack: InstalledPack, own: OwnRecords = {}): Promise<Bom> {
  const { packId, manifest } = pack;
  return build([pack], () => own, {
    type: 'data',
    'bom-ref': 'subject',
    name: `Pack: ${manifest.name}`,
    version: packId,
  });
}

/** The register of a whole device, in one file: every installed pack, in the order of their ids. */
export function registerOf(
  packs: readonly InstalledPack[],
  own: (pack: InstalledPack) => OwnRecords = () => ({}),
): Promise<Bom> {
  const sorted = [...packs].sort((a, b) => (a.packId < b.packId ? -1 : 1));
  return build(sorted, own, { type: 'device', 'bom-ref': 'subject', name: 'Models on this device' });
}

async function build(
  packs: readonly InstalledPack[],
  own: (pack: InstalledPack) => OwnRecords,
  subject: BomComponent,
): Promise<Bom> {
  const models = packs.map((pack) => modelComponent(pack, own(pack)));
  const dependencies: BomDependency[] = [
    { ref: 'subject', dependsOn: packs.map(({ packId }) => refOf(packId)) },
    ...packs.flatMap((pack): BomDependency[] => {
      const libraries = libraryRefs(pack);
      return [
        { ref: refOf(pack.packId), dependsOn: [...libraries, ...ENGINE_REFS] },
        ...libraries.map((ref) => ({ ref })),
      ];
    }),
    ...(packs.length > 0 ? ENGINE_REFS.map((ref) => ({ ref })) : []),
  ];
  const timestamp = latest(
    packs.flatMap(({ installedAt, verification }) => [installedAt, verification.checkedAt]),
  );
  const content: Omit<Bom, 'serialNumber'> = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      ...(timestamp ? { timestamp } : {}),
      tools: { components: [APP] },
      component: subject,
    },
    components: [...models, ...(packs.length > 0 ? ENGINES : [])],
    dependencies,
  };
  const { $schema, bomFormat, specVersion, ...rest } = content;
  return { $schema, bomFormat, specVersion, serialNumber: await serialNumber(content), ...rest };
}

const APP: BomComponent = {
  type: 'application',
  name: APP_PROGRAM.name,
  version: APP_PROGRAM.version,
  licenses: [{ license: { id: APP_PROGRAM.licence, acknowledgement: 'declared' } }],
};

const engineRef = (name: string) => `engine:${name}`;
const ENGINE_REFS = ENGINE_PROGRAMS.map(({ name }) => engineRef(name));
const ENGINES: BomComponent[] = ENGINE_PROGRAMS.map(({ name, version, licence }) => ({
  type: 'framework',
  'bom-ref': engineRef(name),
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  licenses: [{ license: { id: licence, acknowledgement: 'declared' } }],
}));

/** Later times have a form of their own, which RFC 3339 does not know; only a wrong clock has them. */
const YEAR_10000 = Date.UTC(10_000, 0);

/** The time of what it says, not of writing it down. '' where no time was recorded. */
function latest(times: readonly string[]): string {
  const known = times.map((time) => Date.parse(time)).filter((time) => time >= 0 && time < YEAR_10000);
  return known.length > 0 ? new Date(Math.max(...known)).toISOString() : '';
}
