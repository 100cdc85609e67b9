import { expect, it } from 'vitest';
import { AppError } from '../../../../src/lib/domain/errors';
import { readArchive } from '../../../../src/lib/packs/archive/read-archive';
import { archiveOf, asInstalled, countedSource } from '../../../fakes/memory-archive';
import { seededBytes } from '../../../fakes/seeded-bytes';
import { manifestWith, seededShard } from '../../../fakes/small-pack';
import { computing, HANG_MS } from '../../../fixtures/fuzz';
import { pick, seeded } from '../../../fixtures/gguf/random';

/** 10^6 by HAVERSACK_FUZZ=1000000. */
const MUTATIONS = Number(process.env['HAVERSACK_FUZZ'] ?? 10_000);

const FILES = [
  { path: 'model.gguf', seed: 3, bytes: 1500, role: 'weights' },
  { path: 'LICENSE.txt', seed: 4, bytes: 700, role: 'licence' },
  { path: `deep/${'n'.repeat(110)}`, seed: 5, bytes: 512, role: 'config' },
] as const;

/** What a tar header's fields may be made to say. */
const NASTY = [
  '\0',
  '77777777777\0',
  '-1\0',
  '\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff',
  '../',
  '5',
  '1',
  'g',
  'x',
  '9e9 ',
  'path=',
];

function mutate(original: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(original);
  for (let times = 1 + pick(random, 3); times > 0; times--) {
    // Headers lie on multiples of 512: half of the blows go there.
    const block = pick(random, bytes.length / 512) * 512;
    const at = pick(random, 2) ? block + pick(random, 512) : pick(random, bytes.length);
    switch (pick(random, 5)) {
      case 0:
        bytes[at]! ^= 1 << pick(random, 8);
        break;
      case 1: {
        const nasty = NASTY[pick(random, NASTY.length)]!;
        bytes.set([...nasty].map((char) => char.charCodeAt(0)).slice(0, bytes.length - at), at);
        break;
      }
      case 2:
        bytes.copyWithin(block, pick(random, bytes.length / 512) * 512, bytes.length);
        break;
      case 3:
        fixChecksum(bytes.subarray(block, block + 512));
        break;
      default:
        return bytes.slice(0, pick(random, bytes.length));
    }
    if (pick(random, 2)) fixChecksum(bytes.subarray(block, block + 512));
  }
  return bytes;
}

/** A hostile hand puts the checksum right: else nothing behind it would ever be reached. */
function fixChecksum(header: Uint8Array): void {
  if (header.length < 512) return;
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}

it(
  `${MUTATIONS} mutated archives are read as they are or refused with a code, with no more reads than blocks`,
  { timeout: 60_000 + MUTATIONS * 3 },
  async () => {
    const shards = await Promise.all(FILES.map((file) => seededShard({ ...file })));
    const bytesOf = new Map(
      shards.map(({ sha256 }, at) => [sha256, seededBytes(FILES[at]!.seed, FILES[at]!.bytes)]),
    );
    const pack = await asInstalled(manifestWith(shards));
    const original = await archiveOf(pack, (sha256) => bytesOf.get(sha256)!);
    const random = seeded(20_261_123);
    const outcomes = new Map<string, number>();
    let slowest = 0;
    for (let index = 0; index < MUTATIONS; index++) {
      const source = countedSource(mutate(original, random));
      const clock = computing();
      const outcome = await readArchive(source).then(
        ({ manifest }) => (expect(manifest).toEqual(pack.manifest), 'sound'),
        (thrown: unknown) => {
          if (thrown instanceof AppError) return thrown.code;
          throw thrown;
        },
      );
      slowest = Math.max(slowest, clock());
      expect(source.readBytes).toBeLessThanOrEqual(4 * original.length);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    const codes = [...outcomes.keys()].filter(
      (code) =>
        !/^(?:sound|archive\/(?:damaged|limits|extra)|pack\/(?:manifest-invalid|manifest-too-large|newer-format))$/.test(
          code,
        ),
    );
    expect(codes).toEqual([]);
    expect(slowest, 'the longest of them, in ms').toBeLessThan(HANG_MS);
    // Both sides of the fence are reached: what only touches a file's content is found by its digest, later.
    expect(outcomes.get('sound')).toBeGreaterThan(MUTATIONS / 100);
    expect(outcomes.get('archive/limits')).toBeGreaterThan(MUTATIONS / 1000);
    expect(outcomes.get('archive/extra')).toBeGreaterThan(MUTATIONS / 1000);
    expect(outcomes.get('archive/damaged')).toBeGreaterThan(MUTATIONS / 10);
  },
);
