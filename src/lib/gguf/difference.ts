import type { LibraryFitReport } from '../domain/plan';

/** What a file has and a library wants under one name; '' where one of them has nothing of that name. */
export type Difference = LibraryFitReport['differing'][number];
