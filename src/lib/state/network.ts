/**
 * Whether what is fetched now may cost money. Browsers say little: Chromium tells `saveData`, and the kind of network on
 * phones and Chromebooks; the others tell nothing. A hotspot of a phone looks like any Wi-Fi.
 */
export type Metering = 'metered' | 'unmetered' | 'unknown';

/** What of the Network Information API is read; passed in by tests. */
export type NetworkFacts = {
  type?: string;
  saveData?: boolean;
  addEventListener?: (type: 'change', listener: () => void) => void;
};

const METERED: readonly (string | undefined)[] = ['cellular', 'wimax', 'bluetooth'];
const UNMETERED: readonly (string | undefined)[] = ['wifi', 'ethernet'];

export function meteringOf(facts: NetworkFacts | undefined): Metering {
  if (!facts) return 'unknown';
  if (facts.saveData || METERED.includes(facts.type)) return 'metered';
  return UNMETERED.includes(facts.type) ? 'unmetered' : 'unknown';
}

export type NetworkWatch = { metering(): Metering; onChange(changed: () => void): void };

/** The network that this browser uses, and word of each change to another one. */
export function networkWatch(
  facts: NetworkFacts | undefined = (navigator as Navigator & { connection?: NetworkFacts }).connection,
): NetworkWatch {
  const which = () => JSON.stringify([facts?.type, facts?.saveData]);
  return {
    metering: () => meteringOf(facts),
    onChange(changed) {
      let before = which();
      // Chromium also tells of every change of speed, many times in one download: it is the same network all the same.
      facts?.addEventListener?.('change', () => {
        const now = which();
        if (now === before) return;
        before = now;
        changed();
      });
      // All that the others tell: a cable pulled, a Wi-Fi left.
      globalThis.addEventListener?.('online', changed);
    },
  };
}
