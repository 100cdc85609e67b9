import { expect, test } from 'vitest';
import type { InstalledPack } from '../../../../src/lib/domain/pack';
import { NOT_ASSESSED } from '../../../../src/lib/domain/unassessed';
import { registerCsv } from '../../../../src/lib/packs/bom/csv';
import { smallPack } from '../../../fakes/small-pack';

async function pack(name: string, note = ''): Promise<InstalledPack> {
  const { packId, manifest } = (await smallPack({ mib: 0.01 })).entry;
  return {
    packId,
    manifest: { ...manifest, name },
    trust: 'first-seen',
    source: { kind: 'file', fileName: '@SUM(A1).gguf' },
    installedAt: '2026-11-01T09:00:00.000Z',
    verification: { packId, checkedAt: '2026-11-01T09:00:00.000Z', checks: [], verdict: 'verified' },
    word: { at: '2026-11-01T08:00:00.000Z', note },
  };
}

test.each(['=HYPERLINK("http://x")', '+1', '-1', '@A1', '\t=1', '\r=1', '\uFF1D1', '\uFF20A1'])(
  'A11: a name that a spreadsheet would run, such as %j, is text',
  async (name) => {
    const line = registerCsv([await pack(name)])
      .split('\r\n')
      .slice(1)
      .join('\r\n');
    expect(line.replace(/^"/, '').startsWith(`'${name.slice(0, 1)}`)).toBe(true);
  },
);

test('commas, quotes and line breaks stay inside their field', async () => {
  const csv = registerCsv([await pack('A, "B"', 'first\nsecond')]);
  expect(csv).toContain('"A, ""B""",');
  expect(csv).toContain('"2026-11-01T08:00:00.000Z first\nsecond",');
  expect(csv.split('\r\n')).toHaveLength(3);
});

test('A11: nor does a formula begin where a spreadsheet may see the border of a field', async () => {
  const csv = registerCsv([await pack('a;=HYPERLINK(1)', 'x\n=1\t+2; @3')]);
  expect(csv).toContain("a;'=HYPERLINK(1),");
  expect(csv).toContain("x\n'=1\t'+2;' @3");
});

test('what cannot be seen, or turns the order of words, is shown as such', async () => {
  expect(registerCsv([await pack('plain', 'a\u0000b\u202ec')])).toContain(' a\uFFFDb\uFFFDc,');
});

test('A11: a file name is no formula either, since it never stands first', async () => {
  expect(registerCsv([await pack('plain')])).toContain(',file: @SUM(A1).gguf,');
});

test('of a model that nobody has looked at it does not say how open it is', async () => {
  const added = await pack('plain');
  const unlooked = { ...added, manifest: { ...added.manifest, openness: NOT_ASSESSED } };
  const card = { ...added.manifest.openness, evidenceUrl: 'https://example.org/card' };
  const told = { ...added, manifest: { ...added.manifest, openness: card } };
  expect(registerCsv([told])).toContain(',open-weight,');
  expect(registerCsv([unlooked])).toContain(',not-assessed,');
});

test('a device with no model has a register of headings', () => {
  expect(registerCsv([])).toMatch(/^name,family,licence,.*,pack-id\r\n$/);
});

test('has when the terms were accepted, and what nobody knows', async () => {
  const added = await pack('plain');
  const csv = registerCsv([added], () => ({ acceptedAt: '2026-11-01T07:00:00.000Z' }));
  const [names, values] = csv.split('\r\n').map((line) => line.split(','));
  expect(values![names!.indexOf('licence-accepted')]).toBe('2026-11-01T07:00:00.000Z');
  expect(values![names!.indexOf('unknown')]).toContain('who-made-it lineage');
});
