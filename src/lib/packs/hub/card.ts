/** What a model's page says of itself, as far as it is of use: claims of its publisher, each checked for shape only. */
export type ModelCard = {
  /** As written: an SPDX id in lower case, or `other`, or ''. */
  licence: string;
  licenceName: string;
  licenceLink: string;
  /** BCP-47 tags. */
  languages: string[];
  /** `owner/name` of what it was made from. */
  baseModels: string[];
  /** How it was made from them, such as `quantized` or `finetune`, or ''. */
  relation: string;
};

const MOST = 300;
const TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/;
const REPO = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;

/**
 * The card is free text of anyone, in YAML that the hub turned into JSON: a field of another shape is left out, since
 * nothing is decided by it.
 */
export function readCard(cardData: unknown, tags: unknown): ModelCard {
  const card = typeof cardData === 'object' && cardData !== null ? (cardData as Record<string, unknown>) : {};
  const fromTags = texts(tags);
  const tagged = (prefix: string) =>
    fromTags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  return {
    licence: texts(card['license'])[0] ?? tagged('license:')[0] ?? '',
    licenceName: texts(card['license_name'])[0] ?? '',
    licenceLink: webLink(texts(card['license_link'])[0]),
    languages: [...new Set(texts(card['language']))].filter((tag) => TAG.test(tag)),
    // Hubs work it out where the card does not say: `base_model:quantized:owner/name`.
    relation:
      texts(card['base_model_relation'])[0] ??
      tagged('base_model:')
        .find((tag) => tag.includes(':'))
        ?.split(':')[0] ??
      '',
    baseModels: [...new Set(texts(card['base_model']))].filter((name) => REPO.test(name)),
  };
}

/** A text or a list of texts -> the texts that are short and plain. */
function texts(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value.slice(0, MOST) : [value];
  return all.filter(
    (each): each is string => typeof each === 'string' && each.length <= 200 && !/\p{C}/u.test(each),
  );
}

function webLink(link: string | undefined): string {
  return link !== undefined && /^https?:\/\//.test(link) && URL.canParse(link) ? link : '';
}
