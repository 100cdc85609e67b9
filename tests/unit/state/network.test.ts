import { expect, it } from 'vitest';
import { meteringOf, networkWatch } from '../../../src/lib/state/network';

it('a mobile network or a wish to save data is metered, a cable or Wi-Fi is not', () => {
  expect(['cellular', 'wimax', 'bluetooth'].map((type) => meteringOf({ type }))).toEqual(
    Array(3).fill('metered'),
  );
  expect(['wifi', 'ethernet'].map((type) => meteringOf({ type }))).toEqual(['unmetered', 'unmetered']);
  expect(meteringOf({ type: 'wifi', saveData: true })).toBe('metered');
});

it('where the browser does not say, nothing is guessed', () => {
  expect([undefined, {}, { type: 'unknown' }, { saveData: false }].map(meteringOf)).toEqual(
    Array(4).fill('unknown'),
  );
});

it('tells when the network is another one', () => {
  const facts = Object.assign(new EventTarget(), { type: 'wifi' });
  const watch = networkWatch(facts);
  const seen: string[] = [];
  watch.onChange(() => seen.push(watch.metering()));
  facts.type = 'cellular';
  facts.dispatchEvent(new Event('change'));
  expect(seen).toEqual(['metered']);
});

it('a change of speed is no other network: the word that the person gave for this one stays', () => {
  const facts = Object.assign(new EventTarget(), { type: 'wifi', downlink: 10 });
  let told = 0;
  networkWatch(facts).onChange(() => told++);
  facts.downlink = 2.5;
  facts.dispatchEvent(new Event('change'));
  expect(told).toBe(0);
  facts.type = 'cellular';
  facts.dispatchEvent(new Event('change'));
  expect(told).toBe(1);
});
