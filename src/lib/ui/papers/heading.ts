/** Context: which heading opens a section of papers where they are shown. Below a card's own heading it is `h4`. */
export const PAPERS_HEADING = Symbol('heading of papers');
export type PapersHeading = 'h2' | 'h3' | 'h4';
