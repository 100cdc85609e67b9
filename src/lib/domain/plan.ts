import type { PackId, PackManifest, Source, Trust, Vouch } from './pack';
import type { UnknownFact } from './vetting';

/**
 * A pack that could be installed, worked out from a hub, a file, a folder, an archive or a peer. It stays with the worker
 * that made it; `install` names it by its id. Nothing but small files and headers has been read.
 */
export type PlannedPack = {
  packId: PackId;
  manifest: PackManifest;
  source: Source;
  trust: Trust;
  vouch?: Vouch;
  totalBytes: number;
  /** Bytes not on this device yet. */
  toFetch: number;
  /** Which shipped libraries the weights fit, and if none does why not. */
  fits: LibraryFitReport[];
  unknown: UnknownFact[];
};

/** How well a model fits a compiled library: `matched` of `total` arrays agree; `differing` names the first few others. */
export type LibraryFitReport = {
  library: string;
  target: 'gpu' | 'software';
  fits: boolean;
  matched: number;
  total: number;
  differing: { name: string; has: string; wants: string }[];
};

/** What to ask a hub for. `revision` may be a branch here: it is resolved to a commit once. */
export type HubWish = {
  endpoint: string;
  repo: string;
  revision?: string;
  /** Path of a GGUF in the repository. Absent: an MLC folder, or the GGUFs to choose from. */
  file?: string;
  /** Address of the compiled library of an MLC folder. */
  library?: string;
  hosts: string[];
  about?: HubAbout;
  /** What our catalogue says of models that others round: told of what names one of them as its base. */
  bases?: readonly BaseModel[];
};

/** `repo` is `owner/name`, as its publisher has it. */
export type BaseModel = { repo: string } & Pick<PackManifest, 'licence' | 'openness'>;

/** What this app's own catalogue says of a model: it goes before what the hub says. */
export type HubAbout = Partial<
  Pick<
    PackManifest,
    'name' | 'family' | 'languages' | 'licence' | 'openness' | 'requires' | 'memoryBytes' | 'warnings'
  >
> & {
  /** No more context than this, where the library was compiled for less than the model can. */
  contextTokens?: number;
};

export type HubAnswer =
  | { kind: 'ready'; plan: PlannedPack }
  /** The repository holds several models: one must be named. */
  | { kind: 'choose'; repo: string; revision: string; files: { path: string; bytes: number }[] };

/** A repository that a hub's search has found, `owner/name`; `downloads` as the hub counts them, null where it does not say. */
export type HubFound = { repo: string; downloads: number | null };

export type FileChange = { path: string; change: 'changed' | 'removed'; bytes: number };

/** What a publisher wrote to a change: one line of anybody's words. `date`: an ISO time, or ''. */
export type PublisherNote = { title: string; date: string };

/** What a hub has now of an installed pack. `same-files`: only other files of the repository differ. */
export type HubUpdate =
  | { kind: 'current'; commit: string }
  | {
      kind: 'changed' | 'same-files';
      /** Commits: the installed one, and the hub's. */
      from: string;
      to: string;
      files: FileChange[];
      /** Newest first, a few at most. */
      notes: PublisherNote[];
      /** SPDX ids, where the publisher now names another licence. */
      licence: { from: string; to: string } | null;
      /** Bytes to fetch, at most. */
      bytes: number;
      /** What to plan to get the newer one. */
      wish: HubWish;
    };
