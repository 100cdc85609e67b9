/** What a site can do wrong, and what a person can meet, put between a test's browser and its site. */
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { CatalogueEntry } from '../../src/lib/domain/pack';
import { packIdOf } from '../../src/lib/packs/form/canonical';
import { PackCache } from '../../tools/packs/cache';
import { SERVED_DAYS, signedIndex } from '../../tools/packs/signed-index';
import { SMOLLM2, weightsFile } from '../../tools/packs/starters';
import type { Site } from './site';

export const WEIGHTS = weightsFile(SMOLLM2);
export const WEIGHTS_PATH = `/packs/blobs/${WEIGHTS.sha256}`;
const MIB = 1024 * 1024;
/** The folder of packs in the Origin Private File System. */
export const STORE = 'haversack-packs';

/** `bytesPerSecond` may be changed on the way: slow while a test looks, fast when it has seen what it wanted. */
export type Line = { sent: number; bytesPerSecond: number };

/** Serves SmolLM2's weights at this pace and counts the bytes that were sent. */
export function slowWeights(site: Site, bytesPerSecond: number): Line {
  const line = { sent: 0, bytesPerSecond };
  site.intercept = (request, response) => {
    if (request.url !== WEIGHTS_PATH) return false;
    void trickle(request, response, line);
    return true;
  };
  return line;
}

async function trickle(request: IncomingMessage, response: ServerResponse, line: Line): Promise<void> {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const end = range?.[2] ? Number(range[2]) + 1 : WEIGHTS.bytes;
  let at = Number(range?.[1] ?? 0);
  response.writeHead(range ? 206 : 200, {
    'Content-Length': end - at,
    ETag: `"${WEIGHTS.sha256}"`,
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(range ? { 'Content-Range': `bytes ${at}-${end - 1}/${WEIGHTS.bytes}` } : {}),
  });
  const file = await open(new PackCache().blob(WEIGHTS.sha256));
  try {
    while (at < end && !response.destroyed) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MIB), 0, Math.min(MIB, end - at), at);
      const taken = response.write(buffer.subarray(0, bytesRead));
      at += bytesRead;
      line.sent += bytesRead;
      await sleep((1000 * bytesRead) / line.bytesPerSecond);
      // A tab that reads no more fills the line, and is sent no more.
      if (!taken && !response.destroyed && response.writableNeedDrain)
        await new Promise<void>((resolve) => void response.once('drain', resolve).once('close', resolve));
    }
    response.end();
  } finally {
    await file.close();
  }
}

/** No answer to anything: the server is gone, and comes back when the test takes this away. */
export function unreachable(site: Site): void {
  site.intercept = (request) => {
    request.socket.destroy();
    return true;
  };
}

/** A network that wants a login answers every request for a blob with its page. */
export function captivePortal(site: Site): void {
  site.intercept = (request, response) => {
    if (!request.url?.startsWith('/packs/blobs/')) return false;
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end('<!doctype html><title>Log in</title><p>Welcome to the hotel.');
    return true;
  };
}

/** Offers SmolLM2 alone, as a pack that translates too: small enough for tests of the page, not of the language. */
export async function smolTranslates(site: Site): Promise<void> {
  const answer = await fetch(`${site.url}/packs/index.json`);
  const { packs } = ((await answer.json()) as { signed: { packs: CatalogueEntry[] } }).signed;
  const smol = packs.find(({ manifest }) => manifest.name.includes('SmolLM2'))!;
  const manifest: CatalogueEntry['manifest'] = { ...smol.manifest, tasks: ['translate', 'draft'] };
  const offered = [{ packId: await packIdOf(manifest), manifest }];
  const index = await signedIndex(new PackCache(), { packs: offered }, { days: SERVED_DAYS });
  site.intercept = (request, response) => {
    if (request.url !== '/packs/index.json') return false;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end(index);
    return true;
  };
}

/** Flips one bit of a stored file, as a bad disk does: of the weights unless its digest is given. */
export async function flipBit(page: Page, at: number, sha256: string = WEIGHTS.sha256): Promise<void> {
  await page.evaluate(
    async ({ name, position, folder }) => {
      const blob = await (await blobFolder()).getFileHandle(name);
      const [byte = 0] = new Uint8Array(
        await (await blob.getFile()).slice(position, position + 1).arrayBuffer(),
      );
      const writing = await blob.createWritable({ keepExistingData: true });
      await writing.write({ type: 'write', position, data: new Uint8Array([byte ^ 1]) });
      await writing.close();

      async function blobFolder(): Promise<FileSystemDirectoryHandle> {
        const root = await navigator.storage.getDirectory();
        return (await root.getDirectoryHandle(folder)).getDirectoryHandle('blobs');
      }
    },
    { name: sha256, position: at, folder: STORE },
  );
}

/** Bytes of all checked and all partial files on this device. */
export function storedBytes(page: Page): Promise<{ blobs: number; parts: number }> {
  return page.evaluate(async (folder) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
    const sum = async (name: string) => {
      const folder = await root.getDirectoryHandle(name, { create: true });
      let bytes = 0;
      for await (const entry of folder.values())
        if (entry.kind === 'file') bytes += (await (entry as FileSystemFileHandle).getFile()).size;
      return bytes;
    };
    return { blobs: await sum('blobs'), parts: await sum('parts') };
  }, STORE);
}

/** Every worker of the page, to be ended by a test: `window.made`. Call before the page is opened. */
export async function keepWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: { url: string; worker: Worker }[] = [];
    Object.assign(window, { made });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        made.push({ url: String(url), worker: this });
      }
    };
  });
}

/**
 * Terminates the CPU engine's worker, as the browser does when memory is short, at the third word of a draft: at that very
 * moment, since a fast machine has written all of it before a test hears of the word. Gives the text so far.
 */
export async function killEngineInDraft(page: Page): Promise<string> {
  const killed = await page.waitForFunction(
    () => {
      const text = document.querySelector<HTMLTextAreaElement>('#draft-output')?.value ?? '';
      if (!/\w+ \w+ \w+/.test(text)) return false;
      const { made } = window as unknown as { made: { url: string; worker: Worker }[] };
      made.filter(({ url }) => url.includes('cpu-engine')).forEach(({ worker }) => worker.terminate());
      return text;
    },
    null,
    { timeout: 120_000 },
  );
  return String(await killed.jsonValue());
}

/** Presses Stop where something is still being written. */
export async function stopIfWriting(page: Page): Promise<void> {
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Stop')?.click(),
  );
}
