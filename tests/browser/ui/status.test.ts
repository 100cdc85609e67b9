import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { locale } from '../../../src/lib/i18n/locale.svelte';
import Announcer from '../../../src/lib/ui/Announcer.svelte';
import EngineStatus from '../../../src/lib/ui/EngineStatus.svelte';

const idle = { choice: null, loading: null, activity: null, pace: null, notice: undefined, onStop: () => {} };

afterEach(() => locale.use('en'));

describe('EngineStatus', () => {
  it('says which engine runs and why', async () => {
    const screen = await render(EngineStatus, { ...idle, choice: { engine: 'cpu', reason: 'no-webgpu' } });
    await expect
      .element(screen.getByTestId('engine'))
      .toHaveTextContent('Runs on: CPU · This browser has no WebGPU.');
    await screen.rerender({ choice: { engine: 'gpu', target: 'gpu', reason: 'gpu-available' } });
    await expect.element(screen.getByTestId('engine')).toHaveTextContent('Runs on: GPU');
  });

  it('shows a load with its stage, and it can be stopped', async () => {
    const onStop = vi.fn();
    const screen = await render(EngineStatus, {
      ...idle,
      loading: { stage: 'read', fraction: 0.25 },
      onStop,
    });
    await expect
      .element(screen.getByRole('progressbar', { name: 'Loading the model' }))
      .toHaveAttribute('value', '0.25');
    await expect.element(screen.getByText('Loading the model: Reading the file')).toBeVisible();
    await screen.getByRole('button', { name: 'Stop' }).click();
    expect(onStop).toHaveBeenCalledOnce();
  });

  it('tells reading from writing, and the pace only afterwards', async () => {
    const pace = { tokens: 120, perSecond: 17.46 };
    const screen = await render(EngineStatus, { ...idle, activity: 'reading', pace });
    await expect.element(screen.getByText('The model reads your text…')).toBeVisible();
    await screen.rerender({ activity: 'writing' });
    expect(screen.container.textContent.trim()).toBe('');
    await screen.rerender({ activity: null });
    await expect.element(screen.getByText('Last text: 120 tokens, 17.5 per second')).toBeVisible();
  });

  it('G5, G6: what the engine did by itself is said, and read out', async () => {
    const because = { code: 'engine/worker-died', details: {}, message: '' } as const;
    const screen = await render(EngineStatus, { ...idle, notice: { kind: 'restarting', because } });
    await expect
      .element(screen.getByRole('status'))
      .toHaveTextContent('The engine stopped. It is being started again. Your text is kept.');
    await screen.rerender({ notice: { kind: 'restarted' } });
    await expect.element(screen.getByRole('status')).toHaveTextContent('was started again');
    await screen.rerender({ notice: { kind: 'context-halved', from: 4096, to: 2048 } });
    await expect.element(screen.getByRole('status')).toHaveTextContent('at most 2,048 tokens');
  });

  it('writes numbers as the reader does', async () => {
    await locale.use('fr');
    const screen = await render(EngineStatus, { ...idle, pace: { tokens: 1200, perSecond: 3.5 } });
    await expect.element(screen.getByText(/1\s200.*3,5/)).toBeVisible();
  });
});

describe('Announcer', () => {
  it('holds one message for screen readers, politely, and nothing when there is none', async () => {
    const screen = await render(Announcer, { message: '' });
    const region = screen.container.querySelector('[role=status]');
    expect([region?.textContent, region?.getAttribute('aria-live')]).toEqual(['', 'polite']);
    await screen.rerender({ message: 'Translation started' });
    expect(region?.textContent).toBe('Translation started');
    await screen.rerender({ message: '<b>x</b>' });
    expect(region?.querySelector('b')).toBe(null);
  });
});
