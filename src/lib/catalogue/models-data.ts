import type { Named } from './languages-data';
import type { OpennessKey } from './openness-data';

/**
 * The curated part of web-llm's list: text models that are worth a look, smallest first within a family. `f16` and `f32`
 * are ids of records; `named` the languages that the publisher names, `count` how many it claims in all, `more` where it
 * gives no figure. Memory is what the publisher estimates: none of these was measured here.
 */
export type CuratedRow = {
  name: string;
  family: string;
  /** Billions of parameters, as in the name. */
  billions: number;
  f16: string;
  /** The same model for GPUs without f16. Absent where nobody compiled one. */
  f32?: string;
  /** Id as hubs write it. */
  licence: string;
  openness: OpennessKey;
  named: Named | '';
  count: number | 'more';
  /** It names every one that it claims; some that it counts apart are dialects under one tag here. */
  namesAll?: true;
};

type Family = Pick<CuratedRow, 'family' | 'licence' | 'openness' | 'named' | 'count' | 'namesAll'>;

function family(
  shared: Family,
  rows: [name: string, billions: number, f16: string, f32?: string][],
): CuratedRow[] {
  return rows.map(([name, billions, f16, f32]) => ({
    ...shared,
    ...{ name, billions, f16: `${f16}-MLC` },
    ...(f32 === undefined ? {} : { f32: `${f32}-MLC` }),
  }));
}

/** Both of one name, with the usual quantisations. */
const both = (name: string, billions: number, id: string): [string, number, string, string] => [
  ...([name, billions, `${id}-q4f16_1`, `${id}-q4f32_1`] as const),
];

export const CURATED: readonly CuratedRow[] = [
  ...family({ family: 'SmolLM2', licence: 'apache-2.0', openness: 'smollm2', named: 'english', count: 1 }, [
    ['SmolLM2 135M Instruct', 0.135, 'SmolLM2-135M-Instruct-q0f16', 'SmolLM2-135M-Instruct-q0f32'],
    both('SmolLM2 360M Instruct', 0.36, 'SmolLM2-360M-Instruct'),
    both('SmolLM2 1.7B Instruct', 1.7, 'SmolLM2-1.7B-Instruct'),
  ]),
  ...family({ family: 'OLMo 2', licence: 'apache-2.0', openness: 'olmo2', named: 'english', count: 1 }, [
    both('OLMo 2 1B Instruct', 1, 'OLMo-2-0425-1B-Instruct'),
    both('OLMo 2 7B Instruct', 7, 'OLMo-2-1124-7B-Instruct'),
  ]),
  ...family({ family: 'Qwen3.5', licence: 'apache-2.0', openness: 'qwen3.5', named: '', count: 201 }, [
    both('Qwen3.5 0.8B', 0.8, 'Qwen3.5-0.8B'),
    both('Qwen3.5 2B', 2, 'Qwen3.5-2B'),
    both('Qwen3.5 4B', 4, 'Qwen3.5-4B'),
    both('Qwen3.5 9B', 9, 'Qwen3.5-9B'),
  ]),
  ...family(
    { family: 'Qwen3', licence: 'apache-2.0', openness: 'qwen3', named: 'qwen3', count: 119, namesAll: true },
    [
      both('Qwen3 0.6B', 0.6, 'Qwen3-0.6B'),
      both('Qwen3 1.7B', 1.7, 'Qwen3-1.7B'),
      both('Qwen3 4B', 4, 'Qwen3-4B'),
      both('Qwen3 8B', 8, 'Qwen3-8B'),
    ],
  ),
  ...family({ family: 'Qwen2.5', licence: 'apache-2.0', openness: 'qwen2.5', named: 'qwen25', count: 29 }, [
    both('Qwen2.5 0.5B Instruct', 0.5, 'Qwen2.5-0.5B-Instruct'),
    both('Qwen2.5 1.5B Instruct', 1.5, 'Qwen2.5-1.5B-Instruct'),
    both('Qwen2.5 7B Instruct', 7, 'Qwen2.5-7B-Instruct'),
  ]),
  ...family(
    { family: 'Qwen2.5', licence: 'qwen-research', openness: 'qwen2.5-3b', named: 'qwen25', count: 29 },
    [both('Qwen2.5 3B Instruct', 3, 'Qwen2.5-3B-Instruct')],
  ),
  ...family(
    {
      family: 'Ministral 3',
      licence: 'apache-2.0',
      openness: 'ministral',
      named: 'ministral',
      count: 'more',
    },
    [
      both('Ministral 3 3B Instruct', 3.4, 'Ministral-3-3B-Instruct-2512-BF16'),
      both('Ministral 3 3B Reasoning', 3.4, 'Ministral-3-3B-Reasoning-2512'),
    ],
  ),
  ...family({ family: 'Gemma 4', licence: 'apache-2.0', openness: 'gemma4', named: '', count: 140 }, [
    both('Gemma 4 E2B (instruct)', 2.3, 'gemma-4-E2B-it'),
  ]),
  ...family({ family: 'Gemma 3', licence: 'gemma', openness: 'gemma3', named: 'english', count: 1 }, [
    ['Gemma 3 1B (instruct)', 1, 'gemma3-1b-it-q4f16_1'],
  ]),
  ...family({ family: 'Gemma 2', licence: 'gemma', openness: 'gemma2', named: 'english', count: 1 }, [
    both('Gemma 2 2B (instruct)', 2.6, 'gemma-2-2b-it'),
    both('Gemma 2 9B (instruct)', 9.2, 'gemma-2-9b-it'),
  ]),
  ...family({ family: 'Gemma 2', licence: 'gemma', openness: 'gemma2', named: 'japanese', count: 2 }, [
    both('Gemma 2 2B JPN (instruct)', 2.6, 'gemma-2-2b-jpn-it'),
  ]),
  ...family({ family: 'Llama 3.2', licence: 'llama3.2', openness: 'llama3.2', named: 'llama3', count: 8 }, [
    both('Llama 3.2 1B Instruct', 1.2, 'Llama-3.2-1B-Instruct'),
    both('Llama 3.2 3B Instruct', 3.2, 'Llama-3.2-3B-Instruct'),
  ]),
  ...family({ family: 'Llama 3.1', licence: 'llama3.1', openness: 'llama3.1', named: 'llama3', count: 8 }, [
    both('Llama 3.1 8B Instruct', 8, 'Llama-3.1-8B-Instruct'),
  ]),
  ...family({ family: 'Phi', licence: 'mit', openness: 'phi3.5', named: 'phi', count: 23 }, [
    both('Phi 3.5 mini Instruct', 3.8, 'Phi-3.5-mini-instruct'),
  ]),
  ...family({ family: 'Phi', licence: 'mit', openness: 'phi4', named: 'phi', count: 23 }, [
    both('Phi 4 mini Instruct', 3.8, 'Phi-4-mini-instruct'),
  ]),
  ...family({ family: 'Mistral', licence: 'apache-2.0', openness: 'mistral', named: 'english', count: 1 }, [
    both('Mistral 7B Instruct v0.3', 7.2, 'Mistral-7B-Instruct-v0.3'),
  ]),
  ...family(
    { family: 'TinyLlama', licence: 'apache-2.0', openness: 'tinyllama', named: 'english', count: 1 },
    [both('TinyLlama 1.1B Chat v1.0', 1.1, 'TinyLlama-1.1B-Chat-v1.0')],
  ),
  ...family(
    { family: 'RedPajama', licence: 'apache-2.0', openness: 'redpajama', named: 'english', count: 1 },
    [both('RedPajama INCITE Chat 3B', 2.8, 'RedPajama-INCITE-Chat-3B-v1')],
  ),
];
