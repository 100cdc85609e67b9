import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { licenceOf } from '../../../src/lib/domain/licences';
import type { InstalledPack } from '../../../src/lib/domain/pack';
import { type RejectedFile, rejectedKey } from '../../../src/lib/domain/vetting';
import Advice from '../../../src/lib/ui/Advice.svelte';
import PackPapers from '../../../src/lib/ui/PackPapers.svelte';
import Arriving from '../../../src/lib/ui/papers/Arriving.svelte';
import Register from '../../../src/lib/ui/papers/Register.svelte';
import RejectedFiles from '../../../src/lib/ui/papers/RejectedFiles.svelte';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import { TEXT_OUTLET } from '../../../src/lib/ui/textOutlet';
import { smallPack } from '../../fakes/small-pack';

const HOSTILE = '<img src=x onerror="document.title=1"> =cmd() \u202eevil';
let pack: InstalledPack;

beforeEach(async () => {
  const { packId, manifest } = (await smallPack({ mib: 0.01 })).entry;
  const [weights, licence] = manifest.shards;
  const at = '2026-11-01T09:00:00.000Z';
  pack = {
    packId,
    manifest: {
      ...manifest,
      licence: licenceOf({ id: 'llama3.2' }),
      openness: {
        ...manifest.openness,
        class: 'restricted',
        components: [
          { name: 'weights', status: 'restricted', licence: 'LicenseRef-x', url: 'https://example.org/card' },
          { name: 'inference-code', status: 'open', licence: 'MIT', url: 'javascript:alert(1)' },
        ],
      },
      lineage: {
        upstream: { name: HOSTILE, url: 'https://example.org/up', revision: 'a'.repeat(64) },
        steps: [
          { kind: 'compile', tool: 'tvm', version: '1', inputs: [], outputs: ['b'.repeat(64)], at: '' },
          { kind: 'fine-tune', tool: 'trl', version: '2', inputs: [], outputs: ['c'.repeat(64)], at },
        ],
      },
    },
    trust: 'first-seen',
    source: { kind: 'file', fileName: HOSTILE },
    installedAt: at,
    word: { at, note: HOSTILE },
    vetting: {
      checkedAt: at,
      checks: [
        { what: 'structure', path: 'model.gguf', result: 'passed', details: '272 tensors' },
        { what: 'fit', path: '', result: 'unknown', details: '31 of 32' },
      ],
      unknown: ['who-made-it'],
    },
    verification: {
      packId,
      checkedAt: at,
      checks: [
        { path: weights!.path, sha256: weights!.sha256, verdict: 'digest' },
        { path: licence!.path, sha256: licence!.sha256, verdict: 'match' },
      ],
      verdict: 'corrupt',
    },
  };
});

const show = (shown: InstalledPack = pack, copy = vi.fn()) =>
  render(PackPapers, {
    props: { pack: shown, readText: async () => 'All the terms.' },
    context: new Map([[TEXT_OUTLET, { copy, download: vi.fn() }]]),
  });
const result = (container: HTMLElement, what: string) =>
  container.querySelector<HTMLElement>(`[data-check="${what}"]`)?.dataset['result'];

describe('The papers of a pack', () => {
  it('show quarantine, check and promotion, and that a file was damaged since', async () => {
    const { container } = await show();
    const states = [...container.querySelectorAll<HTMLElement>('[data-stage]')].map(
      ({ dataset }) => `${dataset['stage']} ${dataset['state']}`,
    );
    expect(states).toEqual(['quarantine done', 'checked done', 'promoted damaged']);
  });

  it('say of every check what came of it, with its figures', async () => {
    const { container } = await show();
    const kinds = ['length', 'digest', 'structure', 'fit', 'tokenizer'];
    expect(kinds.map((what) => result(container, what))).toEqual([
      'passed',
      'failed',
      'passed',
      'unknown',
      'not-made',
    ]);
    expect(container.textContent).toContain('31 of 32');
  });

  it('say on whose word it rests, the person’s own, and what nobody knows', async () => {
    const { container } = await show();
    for (const words of ['Nobody published digests', 'You gave your word', 'Who made these files'])
      expect(container.textContent).toContain(words);
  });

  it('show the key of whoever vouches, and no key where nobody does', async () => {
    const vouch = { key: `${'k'.repeat(43)}=`, signature: '' };
    const vouched = await show({ ...pack, trust: 'vouched', vouch });
    await expect.element(vouched.getByText(vouch.key)).toBeVisible();
    await vouched.unmount();
    expect((await show({ ...pack, vouch })).container.textContent).not.toContain(vouch.key);
  });

  it('say so where a record claims the word of a site in vain', async () => {
    const failed = { what: 'vouch', path: '', result: 'failed', details: '' } as const;
    const vetting = { ...pack.vetting!, checks: [...pack.vetting!.checks, failed] };
    const screen = await show({ ...pack, vetting });
    await expect.element(screen.getByText(/no signature that this app accepts/)).toBeVisible();
    expect(screen.container.querySelector('[data-check="vouch"]')?.getAttribute('data-result')).toBe(
      'failed',
    );
    const register = await render(Register, { props: { packs: [pack], hrefOf: () => '/papers' } });
    await expect.element(register.getByText('your own word')).toBeVisible();
    delete pack.word;
    await register.rerender({ packs: [{ ...pack }] });
    await expect.element(register.getByText('nobody’s word')).toBeVisible();
  });

  it('are text only, whatever a manifest or a file name holds', async () => {
    const { container } = await show();
    expect(container.textContent).toContain(HOSTILE);
    expect(container.querySelectorAll('img, script, a, iframe')).toHaveLength(0);
  });

  it('hand an address over as text to copy, and open none', async () => {
    const copy = vi.fn((_: string, done: (copied: boolean) => void) => done(true));
    await show(pack, copy);
    await page.getByRole('button', { name: 'Copy: https://example.org/card' }).click();
    expect(copy.mock.calls[0]?.[0]).toBe('https://example.org/card');
    await expect.element(page.getByText('Copied').first()).toBeInTheDocument();
  });

  it('name what is missing for the definition and the class', async () => {
    const { container } = await show();
    expect(container.textContent).toContain('It does not meet the Open Source AI Definition');
    expect(container.textContent).toContain('Model Openness Framework: no class');
    expect(container.querySelector('[data-part="paper"]')?.textContent).toContain('not known');
  });

  it('tell the terms in the reader’s language, with the notice that must travel', async () => {
    await locale.use('fr');
    try {
      const { container } = await show();
      expect(container.textContent).toContain('Affichez');
      expect(container.textContent).toContain('Llama 3.2 is licensed under');
    } finally {
      await locale.use('en');
    }
  });

  it('draw the way here with a text for those who do not see it, the library after the weights', async () => {
    const { container } = await show();
    const picture = page.getByRole('img', { name: 'The way of Small pack to this device' });
    const kinds = [...container.querySelectorAll('svg .kind')].map((node) => node.textContent);
    expect(kinds).toEqual(['Original model', 'Trained further', 'Compiled library', 'This device']);
    await expect.element(picture).toHaveAccessibleName(/Compiled library tvm → This device/);
    expect(container.querySelector('tbody')?.textContent).toContain('c'.repeat(64));
  });

  it('of a plan show what is known before anything has arrived', async () => {
    const { packId, manifest, trust, source } = pack;
    const { container } = await render(PackPapers, {
      pack: { packId, manifest, trust, source },
      readText: async () => '',
    });
    expect(container.querySelector('[data-stage="promoted"]')?.getAttribute('data-state')).toBe('waiting');
    expect(result(container, 'digest')).toBe('not-made');
    expect(container.textContent).toContain('What is still unknown');
  });
});

describe('Refused files', () => {
  const file: RejectedFile = {
    sha256: 'd'.repeat(64),
    path: 'weights/<b>0.bin',
    packId: 'e'.repeat(64),
    bytes: 1234,
    from: 'hub.example',
    reason: 'web-page',
    found: 'f'.repeat(64),
    at: '2026-11-01T09:00:00.000Z',
  };
  const props = { files: [file], fetching: {}, healed: '', onRefetch: vi.fn(), onClear: vi.fn() };

  it('are shown with the reason and both digests, and each is fetched again alone', async () => {
    const { container } = await render(RejectedFiles, props);
    for (const words of ['weights/<b>0.bin', 'A web page came', file.sha256, file.found, 'hub.example'])
      expect(container.textContent).toContain(words);
    await page.getByRole('button', { name: 'Fetch weights/<b>0.bin again' }).click();
    expect(props.onRefetch).toHaveBeenCalledExactlyOnceWith(file);
  });

  it('that do not fit are shown with the check in the reader’s language and what it says', async () => {
    const unfit = { ...file, reason: 'structure', found: 'tokenizer: gguf/damaged x < y' } as const;
    const { container } = await render(RejectedFiles, { ...props, files: [unfit] });
    expect(container.textContent).toMatch(
      /What the check says: Word list \(tokenizer\)\s+gguf\/damaged x < y/,
    );
    const odd = { ...unfit, found: 'constructor: <b>x</b>' };
    const other = await render(RejectedFiles, { ...props, files: [odd] });
    expect(other.container.textContent).toContain('constructor: <b>x</b>');
  });

  it('offer no second fetch while one runs', async () => {
    const running = {
      kind: 'running',
      heldBytes: 1,
      totalBytes: 4,
      bytesPerSecond: 1,
      secondsLeft: 3,
      following: false,
    } as const;
    await render(RejectedFiles, { ...props, fetching: { [rejectedKey(file)]: running } });
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    expect(page.getByRole('button', { name: 'Fetch' }).elements()).toHaveLength(0);
  });

  it('take no room where there are none, and tell which one is right now', async () => {
    const { container } = await render(RejectedFiles, { ...props, files: [], healed: 'a.bin' });
    expect(container.querySelector('section')).toBeNull();
    await expect.element(page.getByRole('status')).toHaveTextContent('a.bin is right now.');
  });
});

describe('Models on their way', () => {
  it('are shown in quarantine, with what is here of them and what waits for a person', async () => {
    const packs = [{ packId: 'a'.repeat(64), name: HOSTILE, heldBytes: 1e6, totalBytes: 4e6, refused: true }];
    const screen = await render(Arriving, { packs });
    const stages = [...screen.container.querySelectorAll<HTMLElement>('[data-stage]')];
    expect(stages.map(({ dataset }) => dataset['state'])).toEqual(['now', 'waiting', 'waiting']);
    await expect.element(screen.getByText('Quarantine: now')).toBeVisible();
    await expect.element(screen.getByText('1 MB of 4 MB are here.')).toBeVisible();
    await expect.element(screen.getByText(/A file of it was refused/)).toBeVisible();
    expect(screen.container.querySelector('img')).toBeNull();
  });

  it('take no room where there are none', async () => {
    const { container } = await render(Arriving, { packs: [] });
    expect(container.textContent?.trim()).toBe('');
  });
});

describe('Advice', () => {
  it('names the language and how many the model names', async () => {
    await render(Advice, {
      manifest: pack.manifest,
      wish: { task: 'draft', to: 'sw' },
      except: ['base-model'],
    });
    const list = page.getByRole('list', { name: 'Before you use it' });
    await expect
      .element(list)
      .toHaveTextContent('This model does not name this language (Swahili). It names 1 language.');
    await expect.element(list).not.toHaveTextContent('base model');
  });

  it('takes no room where there is nothing to say', async () => {
    const manifest = { ...pack.manifest, licence: licenceOf({ id: 'mit' }), warnings: [] };
    const { container } = await render(Advice, { manifest, wish: { task: 'self-test' } });
    expect(container.querySelector('ul')).toBeNull();
  });
});
