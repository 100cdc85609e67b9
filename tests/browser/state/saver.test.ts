import { beforeEach, expect, it } from 'vitest';
import { clearRecords, loadRecord } from '../../../src/lib/records';
import { saveAllNow, Saver } from '../../../src/lib/state/saver';

const NEVER_MS = 3_600_000;
const saved = () => expect.poll(() => loadRecord('draft', (stored) => stored));

/** The page goes to the background and comes back, as on a phone. */
function hide(): void {
  for (const state of ['hidden', 'visible']) {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }
  Reflect.deleteProperty(document, 'visibilityState');
}

function saver(): { saver: Saver; reported: unknown[] } {
  const reported: unknown[] = [];
  return { saver: new Saver('draft', (error) => void reported.push(error)), reported };
}

beforeEach(() => clearRecords());

it('saves soon after a change, and the record as it is then', async () => {
  const { saver: work } = saver();
  let text = 'a';
  let made = 0;
  for (const next of ['ab', 'abc', 'abcd']) {
    work.schedule(() => (made++, text), 30);
    text = next;
  }
  await saved().toBe('abcd');
  expect(made).toBe(1);
});

it('saves at once when the page is hidden: on a phone it may never come back', async () => {
  const { saver: work } = saver();
  work.schedule(() => 'typed just now', NEVER_MS);
  hide();
  await saved().toBe('typed just now');
});

it('saves at once when the page goes away', async () => {
  const { saver: work } = saver();
  work.schedule(() => 'typed just now', NEVER_MS);
  dispatchEvent(new Event('pagehide'));
  await saved().toBe('typed just now');
});

it('has saved everything when it is asked to, before something that may end the tab', async () => {
  const { saver: work } = saver();
  work.schedule(() => 'typed just now', NEVER_MS);
  await saveAllNow();
  expect(await loadRecord('draft', (stored) => stored)).toBe('typed just now');
});

it('writes nothing where nothing changed', async () => {
  const { saver: work } = saver();
  let made = 0;
  work.schedule(() => ++made, NEVER_MS);
  hide();
  hide();
  dispatchEvent(new Event('pagehide'));
  await saved().toBe(1);
  expect(made).toBe(1);
});

it('S11: what could not be saved is reported, and the next save is tried as before', async () => {
  const { saver: work, reported } = saver();
  work.schedule(() => () => 'no plain data', 0);
  await expect.poll(() => reported).toHaveLength(1);
  expect(reported[0]).toMatchObject({ code: 'storage/write-failed' });
  work.schedule(() => 'plain', 0);
  await saved().toBe('plain');
});
