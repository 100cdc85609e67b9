import type { Digest } from './digest';
import type { Vetting } from './vetting';

/** Digest of the canonical manifest: the name IS the content. */
export type PackId = Digest;

export type ShardRole = 'weights' | 'library' | 'licence' | 'config' | 'tokenizer' | 'index';
/** Which adapters a compiled library is for: `gpu` has dlight's schedules, `software` has barrier-free kernels. */
export type LibraryTarget = 'gpu' | 'software';

export type Shard = {
  /** A plain relative path: what a person sees, never where it is stored. */
  path: string;
  role: ShardRole;
  bytes: number;
  sha256: Digest;
  /** One SHA-256 per CHUNK_BYTES, in order, the last chunk shorter. Absent for files whose publisher gives one digest. */
  chunks?: Digest[];
  /** Only for role `library`: a web-llm model library, gzipped or not. */
  target?: LibraryTarget;
};

/** How the weights lie on disk: one GGUF (the default), or a folder as MLC publishes it (tensor-cache.json and shards). */
export type Layout = 'gguf' | 'mlc';

/** What a device must have for the GPU path. Absent: what every adapter that web-llm takes has. */
export type Requirements = {
  /** The library computes in f16. */
  shaderF16?: boolean;
  /** Largest storage buffer that the library binds, in bytes. */
  bufferBytes?: number;
};

/** digest pinned by us | published by the hub at a fixed commit | none: seen first here */
export type Trust = 'vouched' | 'declared' | 'first-seen';

/**
 * Parts of a model release, after the Model Openness Framework and the OSI's Open Source AI Definition. `licence` is an
 * SPDX id or '', `url` where the claim can be read, or ''.
 */
export type ComponentName =
  | 'weights'
  | 'inference-code'
  | 'training-code'
  | 'training-data'
  | 'data-information'
  | 'evaluation'
  | 'model-card'
  | 'paper'
  | 'licence';
export type Component = {
  name: ComponentName;
  status: 'open' | 'restricted' | 'closed' | 'unknown';
  licence: string;
  url: string;
};

export type Openness = {
  class: 'open-source' | 'near-open-source' | 'open-weight' | 'restricted' | 'closed';
  weights: boolean;
  code: boolean;
  trainingData: boolean;
  /** One sentence in English on why, and a URL where it can be read. */
  evidence: string;
  evidenceUrl: string;
  /** What is open, part by part; a part that is not listed is unknown. */
  components?: Component[];
};

export type Licence = {
  /** SPDX id, or `LicenseRef-...`. */
  spdx: string;
  name: string;
  url: string;
  attribution: string;
  /** Duties and limits in plain English, one a line. */
  conditions: string[];
  /** True where the person must accept before installing. */
  mustAccept: boolean;
};

/** `good` usable after review; `gist` what it is about, facts may be wrong; `poor` not worth showing; `unknown` not measured. */
export type Grade = 'good' | 'gist' | 'poor' | 'unknown';

/** How well one direction is known to work, with how that was measured. chrF is 0 to 100. */
export type TranslationEvidence = {
  from: string;
  to: string;
  grade: Grade;
  chrF?: number;
  /** chrF of copying the source: the floor that a translation must beat. */
  copyChrF?: number;
  sentences?: number;
};

export type PackTask = 'translate' | 'draft' | 'self-test' | 'inspect';
/** Codes, worded in `i18n`. */
export type Warning = 'not-for-facts' | 'gist-only' | 'demo-only' | 'english-only' | 'invents' | 'unmeasured';

/** How turns are written for an instruct model. `null` for a base model. */
export type ChatFormat = {
  /** `{content}` stands for the text. `system` is null where the model has no system turn. */
  system: string | null;
  user: string;
  /** What opens the assistant's turn. */
  assistant: string;
  stop: string[];
};

/** What a model is, read from its file: enough to choose an engine and a prompt. */
export type ModelFacts = {
  architecture: string;
  parameters: number;
  quantisation: string;
  contextTokens: number;
  vocabulary: number;
  chat: ChatFormat | null;
  /** Every string that the tokenizer turns into a control token; user text must not contain one. */
  controlTokens: string[];
};

export type LineageStep = {
  kind: 'train' | 'fine-tune' | 'convert' | 'quantise' | 'compile' | 'package';
  tool: string;
  version: string;
  inputs: string[];
  outputs: string[];
  /** ISO date, or '' where nobody recorded it. */
  at: string;
  note?: string;
};

export type Lineage = { upstream: { name: string; url: string; revision: string }; steps: LineageStep[] };

export type PackManifest = {
  format: 1;
  name: string;
  family: string;
  model: ModelFacts;
  /** BCP-47 tags of languages the model was made for. */
  languages: string[];
  translation: TranslationEvidence[];
  tasks: PackTask[];
  warnings: Warning[];
  licence: Licence;
  openness: Openness;
  /** Bytes of memory needed to run, our estimate: weights as the engine holds them plus its cache. */
  memoryBytes: number;
  /** Absent: `gguf`. */
  layout?: Layout;
  requires?: Requirements;
  shards: Shard[];
  lineage: Lineage;
};

export type Verdict = 'match' | 'missing' | 'length' | 'digest';
export type FileCheck = { path: string; sha256: Digest; verdict: Verdict };

/** The receipt. Written last; without it there is no pack. */
export type Verification = {
  packId: PackId;
  /** ISO time. */
  checkedAt: string;
  checks: FileCheck[];
  verdict: 'verified' | 'incomplete' | 'corrupt';
};

/**
 * Where a pack's bytes come from. `site` and `mirror` serve `<baseUrl>/blobs/<sha256>`; a hub serves
 * `<endpoint>/<repo>/resolve/<revision>/<path>` and may send files on to the hosts listed; the others are at hand.
 */
export type Source =
  | { kind: 'site'; baseUrl: string }
  | { kind: 'mirror'; baseUrl: string }
  | HubSource
  | { kind: 'archive' | 'file' | 'folder'; fileName: string }
  | { kind: 'peer'; name: string };

export type HubSource = {
  kind: 'hub';
  /** Without its last slash, such as `https://huggingface.co`. */
  endpoint: string;
  /** `owner/name`. */
  repo: string;
  /** A commit: 40 hexadecimal digits. Never a branch. */
  revision: string;
  /** Hosts (`name`, `name:port`, or `*.name`) that the hub may send a file request on to. */
  hosts: string[];
  /** Files that are not in the repository, by shard path: a compiled library at a fixed address. */
  elsewhere: { path: string; url: string }[];
};

/** A person's word for a model that nobody vouches for: they were told why it is needed, and took it. */
export type PersonsWord = { at: string; note: string };

export type InstalledPack = {
  packId: PackId;
  manifest: PackManifest;
  trust: Trust;
  source: Source;
  installedAt: string;
  verification: Verification;
  /** Absent in receipts of older versions. */
  vetting?: Vetting;
  word?: PersonsWord;
  /** The site's signature of this pack id (domain/vouch), which travels with it. */
  vouch?: Vouch;
};

/** Ed25519 over the UTF-8 text `haversack pack <packId>`, base64; `key` is the raw public key, base64. */
export type Vouch = { key: string; signature: string };

/** One line of the site's catalogue (`/packs/index.json`). */
export type CatalogueEntry = { packId: PackId; manifest: PackManifest; vouch?: Vouch };

export function packBytes(manifest: PackManifest): number {
  return manifest.shards.reduce((sum, shard) => sum + shard.bytes, 0);
}

export function libraryShard(manifest: PackManifest, target: LibraryTarget): Shard | undefined {
  return manifest.shards.find((shard) => shard.role === 'library' && shard.target === target);
}
