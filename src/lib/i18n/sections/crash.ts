import { isolate } from '../isolates';
import { tables } from '../tables';

/** A model whose load ended the page, told at the next start. */
export const crashTables = tables({
  en: {
    title: (name: string) => `${name} did not come back`,
    text: 'The page closed while this model was being loaded. Most likely there was not enough memory. Your texts are kept.',
    smallerHere: (name: string) => `${name} is smaller and on this device: choose it in the list of models.`,
    smallerOffered: (name: string) => `${name} is smaller and can be installed.`,
    noSmaller: 'No smaller model is known here. Close other pages and programs before you try again.',
    useCpu: 'Run models on the CPU from now on',
    goLibrary: 'Open the library',
    dismiss: 'Close this note',
  },
  fr: {
    title: (name) => `${name} n’est pas revenu`,
    text: 'La page s’est fermée pendant le chargement de ce modèle. La mémoire a sans doute manqué. Vos textes sont gardés.',
    smallerHere: (name) =>
      `${name} est plus petit et se trouve sur cet appareil\u00a0: choisissez-le dans la liste des modèles.`,
    smallerOffered: (name) => `${name} est plus petit et peut être installé.`,
    noSmaller:
      'Aucun modèle plus petit n’est connu ici. Fermez d’autres pages et programmes avant de réessayer.',
    useCpu: 'Faire fonctionner les modèles sur le CPU désormais',
    goLibrary: 'Ouvrir la bibliothèque',
    dismiss: 'Fermer cette note',
  },
  es: {
    title: (name) => `${name} no volvió`,
    text: 'La página se cerró mientras se cargaba este modelo. Lo más probable es que faltara memoria. Sus textos se conservan.',
    smallerHere: (name) =>
      `${name} es más pequeño y está en este dispositivo: elíjalo en la lista de modelos.`,
    smallerOffered: (name) => `${name} es más pequeño y se puede instalar.`,
    noSmaller:
      'Aquí no se conoce ningún modelo más pequeño. Cierre otras páginas y programas antes de volver a intentarlo.',
    useCpu: 'Usar la CPU para los modelos de ahora en adelante',
    goLibrary: 'Abrir la biblioteca',
    dismiss: 'Cerrar este aviso',
  },
  ar: {
    title: (name) => `لم يعد ${isolate(name)}`,
    text: 'أُغلقت الصفحة أثناء تحميل هذا النموذج. الأرجح أن الذاكرة لم تكفِ. نصوصك محفوظة.',
    smallerHere: (name) => `${isolate(name)} أصغر وموجود على هذا الجهاز: يمكن اختياره من قائمة النماذج.`,
    smallerOffered: (name) => `${isolate(name)} أصغر ويمكن تثبيته.`,
    noSmaller: 'لا يُعرف هنا نموذج أصغر. يُستحسن إغلاق صفحات وبرامج أخرى قبل المحاولة من جديد.',
    useCpu: 'تشغيل النماذج على المعالج الرئيسي من الآن فصاعدًا',
    goLibrary: 'فتح المكتبة',
    dismiss: 'إغلاق هذه الملاحظة',
  },
});
