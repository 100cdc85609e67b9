import { parseArgs } from 'node:util';
import { Problem } from '../problem.mjs';
import { DEFAULT_HUB } from '../../src/lib/catalogue/default-hub';
import { FOLDER_DAYS } from '../packs/signed-index';

export const HELP = `npm run mirror -- <model...> [options]

Fills a folder that any static web server can serve, so that a class or an office fetches a model once. A model is

  smollm2, "Gemma 3", …         one that this site offers, by name or by its id
  hub:owner/name                one of a hub, at its newest version; hub:owner/name@commit names one version,
  hub:owner/name:file.gguf      and a file where the repository has several

  --to <folder>        the folder to fill (default: mirror); what is there already is kept, and not fetched again
  --hub <address>      another hub than https://huggingface.co
  --hosts <names>      hosts that it may send downloads on to, with commas (default: those of huggingface.co)
  --library <address>  compiled library of an MLC folder (default: as web-llm's list says)
  --serve <port>       then serve the folder on that port, to apps on any address, until it is ended
  --host <address>     the address to serve on (default: 127.0.0.1, this machine only)
  --https <folder>     serve over https with cert.pem and key.pem of that folder (npm run certificate makes them)
  --days <number>      how long the list is good for before it must be signed again (default: 365)
  --sign               sign the list of the folder again as it is, on the machine that made it: needs no network
  --help               this text

Without a model, --serve serves what is in the folder. Any other static web server does too, if it sends
Access-Control-Allow-Origin (a _headers file in the folder says so to hosts that read one), and https if the app is on https.
Add its address in the app: Library, Models from a hub, Mirrors.`;

export type HubPlace = { endpoint: string; hosts: string[] };
export type MirrorOptions = {
  models: string[];
  to: string;
  hub: HubPlace;
  library?: string;
  days: number;
  sign: boolean;
  serve?: Serving;
  help: boolean;
};
export type Serving = { port: number; host: string; https: string | null };

/** Throws a Problem that names what is missing or not understood. */
export function parseMirrorOptions(words: string[]): MirrorOptions {
  const { values, positionals } = parsed(words);
  const serve = serving(values);
  if (!values.help && !values.sign && positionals.length === 0 && !serve)
    throw new Problem('Name a model: npm run mirror -- smollm2, or npm run mirror -- hub:owner/name');
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Problem(`--days takes a whole number from 1 to 3650, not "${values.days}".`);
  const hosts = values.hosts?.split(',').map((host) => host.trim());
  return {
    ...{ models: positionals, to: values.to, days, sign: values.sign, help: values.help },
    hub: placeOf(values.hub, hosts),
    ...(values.library === undefined ? {} : { library: values.library }),
    ...(serve ? { serve } : {}),
  };
}

function placeOf(endpoint: string = DEFAULT_HUB.endpoint, hosts?: string[]): HubPlace {
  return { endpoint, hosts: hosts ?? (endpoint === DEFAULT_HUB.endpoint ? [...DEFAULT_HUB.hosts] : []) };
}

function serving({
  serve,
  host,
  https,
}: Partial<Record<'serve' | 'host' | 'https', string>>): Serving | undefined {
  if (serve === undefined) return undefined;
  const port = Number(serve);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Problem(`--serve takes a port from 1 to 65535, not "${serve}".`);
  return { port, host: host ?? '127.0.0.1', https: https ?? null };
}

function parsed(words: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        to: { ...text, default: 'mirror' },
        days: { ...text, default: String(FOLDER_DAYS) },
        hub: text,
        hosts: text,
        library: text,
        serve: text,
        host: text,
        https: text,
        sign: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('. ')[0] : String(thrown);
    throw new Problem(`${reason}: npm run mirror -- --help lists the options.`, thrown);
  }
}
