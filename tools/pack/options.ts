import { parseArgs } from 'node:util';
import { Problem } from '../problem.mjs';

export const HELP = `npm run pack -- path/to/model.gguf [options]

Adds a model to the packs that this site offers: its bytes go to your cache folder, named by their digest.

  --name <text>          what people see (default: the name in the file)
  --languages <tags>     languages it was made for, as en,fr,pt-BR (default: those in the file)
  --licence <id>         SPDX id of its licence (default: the one in the file)
  --licence-url <url>    where the licence can be read
  --licence-file <path>  the licence text, which travels with the pack (default: the standard text, where SPDX has one)
  --attribution <text>   who made it
  --must-accept          people must accept the licence before they install
  --upstream <name>      what it was made from, as publisher/model
  --upstream-url <url>   where that is
  --help                 this text`;

export type PackOptions = {
  file: string;
  name?: string;
  languages?: string[];
  licence?: string;
  licenceUrl?: string;
  licenceFile?: string;
  attribution?: string;
  mustAccept: boolean;
  upstream?: string;
  upstreamUrl?: string;
  help: boolean;
};

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean', default: false } as const;

/** Throws a Problem that names what is missing or not understood. */
export function parsePackOptions(words: string[]): PackOptions {
  const { values, positionals } = parsed(words);
  const [file, ...more] = positionals;
  if (!values.help && (file === undefined || more.length > 0))
    throw new Problem('Name one model file: npm run pack -- path/to/model.gguf');
  const languages = values.languages?.split(',').map((tag) => tag.trim());
  const optional = {
    name: values.name,
    languages,
    licence: values.licence,
    licenceUrl: values['licence-url'],
    licenceFile: values['licence-file'],
    attribution: values.attribution,
    upstream: values.upstream,
    upstreamUrl: values['upstream-url'],
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { ...given, file: file ?? '', mustAccept: values['must-accept'], help: values.help };
}

function parsed(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        name: TEXT,
        languages: TEXT,
        licence: TEXT,
        'licence-url': TEXT,
        'licence-file': TEXT,
        attribution: TEXT,
        'must-accept': FLAG,
        upstream: TEXT,
        'upstream-url': TEXT,
        help: { ...FLAG, short: 'h' },
      },
    });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('. ')[0] : String(thrown);
    throw new Problem(`${reason}: npm run pack -- --help lists the options.`, thrown);
  }
}
