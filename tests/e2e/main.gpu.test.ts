import { expect, goOffline, install, savedForOffline, test } from './site';

/** WebGPU on SwiftShader: slow, and the real thing. A software adapter is used only when asked for. */
test('on the GPU engine: SmolLM2 answers and Gemma translates, offline', async ({ page, context, site }) => {
  test.setTimeout(600_000);
  await page.goto(site.url);
  await install(page, /SmolLM2/);
  await install(page, /Gemma/);
  await savedForOffline(page);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radio', { name: 'Graphics processor (GPU)' }).check();
  await page.keyboard.press('Escape');
  await goOffline(context, site);

  await page.goto(`${site.url}/draft/`);
  await expect(page.getByTestId('engine')).toContainText('GPU');
  await page.getByText('More choices').click();
  await page.getByLabel(/Freedom/).fill('0');
  await page.getByLabel('Your notes').fill('meeting Monday 9');
  await page.getByRole('button', { name: 'Write a draft' }).click();
  const output = page.getByRole('textbox', { name: 'Draft' });
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
