import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Arrivals from '../../../src/lib/ui/Arrivals.svelte';

const smol = { packId: 'a', name: 'SmolLM2' };
const gemma = { packId: 'b', name: 'Gemma' };
const qwen = { packId: 'c', name: 'Qwen3' };

it('reads out a model that has arrived, and neither what was there before nor what was brought back', async () => {
  const screen = await render(Arrivals, { installed: undefined, back: null });
  const said = screen.getByRole('status');
  await screen.rerender({ installed: [smol] });
  await expect.element(said).toHaveTextContent('');
  await screen.rerender({ installed: [smol, gemma] });
  await expect.element(said).toHaveTextContent('Installed: Gemma');
  await screen.rerender({ installed: [gemma], back: null });
  await screen.rerender({ installed: [gemma, smol], back: 'SmolLM2' });
  await expect.element(said).toHaveTextContent('Installed: Gemma');
  await screen.rerender({ installed: [gemma, smol, qwen] });
  await expect.element(said).toHaveTextContent('Installed: Qwen3');
});
