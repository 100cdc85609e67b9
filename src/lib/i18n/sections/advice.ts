import { counter } from '../messages';
import { isolate } from '../isolates';
import { tables } from '../tables';

/** What a model's papers say against using it for the task at hand. */
export const adviceTables = tables({
  en: {
    title: 'Before you use it',
    'not-for-paid-work': 'Its licence is for research or private use: not for paid work.',
    'licence-unknown': 'Its licence is not known to this app. Read its terms before you use it for work.',
    'terms-bind': 'You accepted its terms: they bind you, and whoever gets it from you.',
    'base-model': 'It is a base model: it continues a text and does not follow requests.',
    unmeasured: 'Nobody has measured how well it does this.',
    'not-its-task': 'It is not offered for this task.',
    'languages-unknown': 'It does not say which languages it was made for.',
    'language-not-named': (language: string, named: string) =>
      `This model does not name this language (${language}). It names ${named}.`,
    languages: counter('en', { one: '{n} language', other: '{n} languages' }),
  },
  fr: {
    title: 'Avant de l’utiliser',
    'not-for-paid-work':
      'Sa licence vaut pour la recherche ou l’usage privé\u00a0: pas pour un travail rémunéré.',
    'licence-unknown':
      'Cette application ne connaît pas sa licence. Lisez ses conditions avant de l’utiliser pour un travail.',
    'terms-bind':
      'Vous avez accepté ses conditions\u00a0: elles vous engagent, vous et qui le reçoit de vous.',
    'base-model': 'C’est un modèle de base\u00a0: il continue un texte et ne suit pas de consignes.',
    unmeasured: 'Personne n’a mesuré ce qu’il vaut pour cela.',
    'not-its-task': 'Il n’est pas proposé pour cette tâche.',
    'languages-unknown': 'Il ne dit pas pour quelles langues il a été fait.',
    'language-not-named': (language, named) =>
      `Ce modèle ne nomme pas cette langue (${language}). Ce qu’il nomme\u00a0: ${named}.`,
    languages: counter('fr', { one: '{n} langue', other: '{n} langues' }),
  },
  es: {
    title: 'Antes de usarlo',
    'not-for-paid-work': 'Su licencia es para investigación o uso privado: no para trabajo pagado.',
    'licence-unknown':
      'Esta aplicación no conoce su licencia. Lea sus condiciones antes de usarlo para un trabajo.',
    'terms-bind': 'Usted aceptó sus condiciones: le obligan a usted y a quien lo reciba de usted.',
    'base-model': 'Es un modelo base: continúa un texto y no sigue peticiones.',
    unmeasured: 'Nadie ha medido lo bien que hace esto.',
    'not-its-task': 'No se ofrece para esta tarea.',
    'languages-unknown': 'No dice para qué idiomas se hizo.',
    'language-not-named': (language, named) =>
      `Este modelo no nombra este idioma (${language}). Lo que nombra: ${named}.`,
    languages: counter('es', { one: '{n} idioma', other: '{n} idiomas' }),
  },
  ar: {
    title: 'قبل أن تستخدمه',
    'not-for-paid-work': 'رخصته للبحث أو للاستخدام الخاص: ليس لعمل مدفوع.',
    'licence-unknown': 'لا يعرف هذا التطبيق رخصته. اقرأ شروطه قبل استخدامه في عمل.',
    'terms-bind': 'قبلتَ شروطه، فهي تُلزمك وتُلزم من يتلقاه منك.',
    'base-model': 'هذا نموذج أساسي: يُكمل نصًا ولا ينفّذ الطلبات.',
    unmeasured: 'لم يقس أحد مدى إتقانه لهذا.',
    'not-its-task': 'لم يُعرض لهذه المهمة.',
    'languages-unknown': 'لا يذكر اللغات التي صُنع لها.',
    'language-not-named': (language, named) =>
      `لا يذكر هذا النموذج هذه اللغة (${isolate(language)}). ما يذكره: ${isolate(named)}.`,
    languages: counter('ar', {
      zero: 'لا لغات',
      one: 'لغة واحدة',
      two: 'لغتان',
      few: '{n} لغات',
      many: '{n} لغة',
      other: '{n} لغة',
    }),
  },
});
