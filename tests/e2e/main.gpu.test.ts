import { draftOf, startDraft } from './draft';
import { expect, goOffline, installed, test, useGpu } from './site';

/** WebGPU on SwiftShader: slow, and the real thing. A software adapter is used only when asked for. */
test('on the GPU engine: SmolLM2 answers and Gemma translates, offline', async ({ page, context, site }) => {
  test.setTimeout(600_000);
  await installed(page, site.url, 'both');
  await useGpu(page);
  await goOffline(context, site);

  await startDraft(page, site.url, 'meeting Monday 9');
  await expect(page.getByTestId('engine')).toContainText('GPU');
  const output = draftOf(page);
  await expect(output).toHaveValue(/\w+ \w+ \w+/, { timeout: 240_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Another try' })).toBeEnabled();
  expect(await output.inputValue()).toMatch(/\w+ \w+ \w+/);

  const text = 'El camión llega tarde porque la carretera está inundada.';
  await page.goto(`${site.url}/translate/?text=${encodeURIComponent(text)}&from=es&to=en`);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await expect(page.getByLabel('Sentence 1, translation')).toHaveValue(
    'The truck arrives late because the road is flooded.',
    { timeout: 300_000 },
  );
  await expect(page.getByTestId('engine')).toContainText('GPU');
});
