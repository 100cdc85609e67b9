import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { rejectedKey } from '../../../src/lib/domain/vetting';
import { Papers } from '../../../src/lib/state/papers.svelte';
import { smallPack, type SmallPack } from '../../fakes/small-pack';
import { bench, type Bench } from '../packs/bench';

let at: Bench;
let pack: SmallPack;
let papers: Papers;
let installed: readonly InstalledPack[];
const sources = vi.fn();

beforeEach(async () => {
  at = bench({ attempts: 2 });
  pack = await smallPack({ mib: 1.2, chunked: false });
  installed = [];
  sources.mockReset();
  papers = new Papers({
    packs: () => at.packs,
    sources,
    installed: () => installed,
    acceptedAt: () => undefined,
    changed: async () => {
      installed = await at.packs.call('list', {});
    },
  });
});

afterEach(() => at.kill());

/** The weights come as another file: refused, and kept apart. */
async function refuse(): Promise<void> {
  await at.serve(pack, [{ path: pack.weights.sha256, flip: [1_100_000] }]);
  await expect(at.install(pack)).rejects.toMatchObject({ code: 'source/digest' });
  await papers.open();
}

const key = () => rejectedKey({ packId: pack.entry.packId, sha256: pack.weights.sha256 });

describe('A refused file', () => {
  it('is shown, fetched again alone, and makes the pack whole', async () => {
    await refuse();
    expect(papers.rejected).toMatchObject([{ path: 'model.gguf', reason: 'digest' }]);
    await at.serve(pack);
    const before = (await at.log()).length;
    await papers.refetch(papers.rejected[0]!);
    expect(papers.rejected).toEqual([]);
    expect(papers.healed).toBe('model.gguf');
    expect(papers.fetching).toEqual({ [key()]: undefined });
    expect(papers.find(pack.entry.packId)?.verification.verdict).toBe('verified');
    const asked = (await at.log()).slice(before).map(({ path }) => path);
    expect(asked.every((path) => path.includes(pack.weights.sha256))).toBe(true);
    expect(sources).not.toHaveBeenCalled();
  });

  it('that comes wrong again stays refused, with the error beside it', async () => {
    await refuse();
    await papers.refetch(papers.rejected[0]!);
    expect(papers.rejected).toHaveLength(1);
    expect(papers.fetching[key()]).toMatchObject({
      kind: 'failed',
      error: { code: 'source/digest' },
    });
    expect(papers.healed).toBe('');
  });

  it('is gone from the disk and the list when the person says so', async () => {
    await refuse();
    await papers.clear();
    expect(papers.rejected).toEqual([]);
  });

  it('of a pack that is no longer wanted is said to be gone', async () => {
    await refuse();
    const [file] = papers.rejected;
    await at.packs.call('remove', { packId: pack.entry.packId });
    const gone = { ...file!, packId: 'f'.repeat(64) };
    await papers.refetch(gone);
    const state = papers.fetching[rejectedKey(gone)];
    expect(state).toMatchObject({ kind: 'failed', error: { code: 'pack/missing' } });
  });
});

describe('The files for an auditor', () => {
  beforeEach(async () => {
    await at.serve(pack);
    await at.install(pack);
    installed = await at.packs.call('list', {});
  });

  it('are one bill of materials a pack, named after it', async () => {
    const { name, text } = await papers.bom(installed[0]!);
    expect(name).toBe(`Small-pack-${pack.entry.packId.slice(0, 12)}.cdx.json`);
    expect(JSON.parse(text)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  });

  it('take a model’s name into a file name only as far as every system has it', async () => {
    const [first] = installed;
    const named = async (as: string) =>
      (await papers.bom({ ...first!, manifest: { ...first!.manifest, name: as } })).name;
    expect(await named('../../Évil “name”.exe\u0000')).toMatch(/^E-vil-name-exe-[0-9a-f]{12}\.cdx\.json$/);
    expect(await named('نموذج')).toMatch(/^model-/);
  });

  it('are one register of the device, for programs and for a spreadsheet', async () => {
    expect(JSON.parse((await papers.register()).text)).toMatchObject({
      metadata: { component: { type: 'device' } },
    });
    expect(papers.table().text.split('\r\n')).toHaveLength(3);
  });
});
