/** Beginnings that SmolLM2 goes on from, greedily, without an end or a loop in the tokens that are measured. */
export const PROMPTS: readonly string[] = [
  'The history of the city begins with',
  'To repair a bicycle tyre, first',
  'The doctor looked at the letter and said',
  'In the north of the country, the winters',
  'My grandmother taught me how to',
  'The main parts of a flowering plant are',
  'Early in the morning, the fishermen',
];
