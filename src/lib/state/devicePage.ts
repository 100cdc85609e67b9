import { app } from './app.svelte';
import { Device } from './device.svelte';

/** The page's subject: one for as long as the app is open, so that a transfer goes on while the person is elsewhere. */
export const device = new Device({
  packs: app.packs,
  installed: () => app.library.installed,
  install: (plan, answers) => app.library.installPlanned(plan, answers),
  stateOf: (packId) => app.library.stateOf(packId),
  report: (error) => app.report(error),
});
