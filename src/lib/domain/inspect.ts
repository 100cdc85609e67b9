import type { ByteSource } from './bytes';
import type { Digest } from './digest';
import type { PackManifest, Shard } from './pack';
import type { LibraryFitReport } from './plan';
import type { UnknownFact, Vetting } from './vetting';

/** Where a model that is looked at was found: for its name, its licence link and its lineage. */
export type Found = {
  /** `owner/name` of a repository, or the name of a file or folder. */
  name: string;
  /** Page of the repository, or '' for what came as a file. */
  url: string;
  /** A commit, or ''. */
  revision: string;
};

/** What files say of a model, and no more: a manifest without its files and its lineage. */
export type AboutModel = Omit<PackManifest, 'format' | 'shards' | 'lineage'>;

/** What could be read of a model before its weights are fetched: a manifest but for its files. */
export type Inspection = {
  manifest: Omit<PackManifest, 'shards'>;
  /** Libraries of this site that the weights fit: files of the pack, served under `/packs/blobs/<sha256>`. */
  libraries: Shard[];
  /** How each library that came near fits, those that fit first. */
  fits: LibraryFitReport[];
  unknown: UnknownFact[];
};

/** A file of an MLC folder, wherever the folder is: `open` reads it through the network, from a disk or from the store. */
export type FolderFile = { path: string; bytes: number; open: () => Promise<ByteSource> };

export type FolderInspection = Inspection & {
  /** Which files of the folder belong to the pack, and as what; the rest is left out. */
  roles: { path: string; role: Shard['role']; target?: Shard['target'] }[];
};

/**
 * Reads headers and small files of models, within limits; weights are not read. Throws `gguf/` codes for what is no
 * GGUF that an engine here can run, `mlc/invalid` for a folder that is none.
 */
export type Inspector = {
  gguf(source: ByteSource, found: Found, signal: AbortSignal): Promise<Inspection>;
  /** `library` is the compiled library that comes with the folder, raw or gzipped, where there is one. */
  mlc(
    files: readonly FolderFile[],
    library: FolderFile | undefined,
    found: Found,
    signal: AbortSignal,
  ): Promise<FolderInspection>;
  /** Whether a file with this digest is a compiled library that this build was made with: known offline, too. */
  isOwnLibrary(sha256: Digest): Promise<boolean>;
};

/**
 * Looks at what the files of a pack mean, once every one of them is here and its digest agrees. What comes back goes
 * into the receipt. Throws `pack/unfit` if a check fails: then the pack gets none, and no engine reads it.
 */
export type Vet = (
  manifest: PackManifest,
  open: (shard: Shard) => Promise<ByteSource>,
  signal: AbortSignal,
) => Promise<Pick<Vetting, 'checks' | 'unknown'>>;
