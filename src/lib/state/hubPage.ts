import { assess } from '../engine/assess';
import { app } from './app.svelte';
import { Hub } from './hub.svelte';
import { Mirrors } from './mirrors.svelte';

/** The hub page's subjects: one each for as long as the app is open, with the catalogue, made when it is first opened. */
export const hub = new Hub({
  sources: app.sources,
  places: app.places,
  device: () => app.device,
  assess,
});
export const mirrors = new Mirrors(app.sources);
