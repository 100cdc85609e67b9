import { tables } from '../tables';

/** By whose word a model is here, in a word or two for where there is no room for more. */
export const trustTables = tables({
  en: { declared: 'declared by its hub', 'first-seen': 'nobody vouches' },
  fr: { declared: 'déclaré par son dépôt', 'first-seen': 'sans garant' },
  es: { declared: 'declarado por su repositorio', 'first-seen': 'nadie lo avala' },
  ar: { declared: 'أعلنه مستودعه', 'first-seen': 'لا يضمنه أحد' },
});
