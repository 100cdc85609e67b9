/** The person's work as the page keeps it in its own database (src/lib/records.ts), written and read from outside. */
import type { Page } from '@playwright/test';

const PLACE = { database: 'haversack-work', store: 'records' };

/** As if the person had done it before. */
export async function putWork(page: Page, records: Record<string, unknown>): Promise<void> {
  await page.evaluate(
    ({ database, store, all }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onupgradeneeded = () => opening.result.createObjectStore(store);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(store, 'readwrite');
          for (const [key, value] of Object.entries(all)) transaction.objectStore(store).put(value, key);
          transaction.oncomplete = () => (opening.result.close(), resolve());
          transaction.onerror = () => reject(transaction.error);
        };
      }),
    { ...PLACE, all: records },
  );
}

/** What is kept under this key, as JSON; `undefined` where nothing is. The page must have opened its database before. */
export function keptWork(page: Page, key: 'translate' | 'draft'): Promise<string | undefined> {
  return page.evaluate(
    ({ database, store, wanted }) =>
      new Promise<string | undefined>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction(store).objectStore(store).get(wanted);
          reading.onsuccess = () => (opening.result.close(), resolve(JSON.stringify(reading.result)));
          reading.onerror = () => reject(reading.error);
        };
      }),
    { ...PLACE, wanted: key },
  );
}
