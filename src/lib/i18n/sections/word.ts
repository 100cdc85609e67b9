import { isolate } from '../isolates';
import { tables } from '../tables';

/** The question for a person's word, and what no check can tell about a model. */
export const wordTables = tables({
  en: {
    title: (name: string) => `Your word for ${name}`,
    why: 'Nobody vouches for this model. This app can check that its files are whole and well formed, but not who made them. The digests were first seen on this device, so they show later changes and nothing else.',
    risk: 'A model from a stranger can be poor, can write on purpose what is not true, and may have terms that bind you. It cannot reach the network, and it cannot read your other files.',
    from: (place: string) => `From: ${place}`,
    size: (size: string) => `Size: ${size}`,
    stillUnknown: 'What is still unknown',
    unknown: {
      'who-made-it': 'Who made these files. A digest fixes the bytes and proves no origin.',
      lineage: 'Every step of its way. For some no digest is on record, so nobody can check them again.',
      'training-data': 'What the model was trained on.',
      licence: 'Which licence it has. Ask whoever gave it to you before you pass it on.',
      quality: 'How good it is. Nobody has measured it for this app.',
      languages: 'Which languages it was made for.',
      'digest-from-same-host':
        'Whether the host is honest. The digests come from the same place as the files.',
      'foreign-library':
        'What its compiled library does beyond what was checked. It comes from somebody else and runs on the graphics processor, with no network.',
    },
    note: 'Why do you trust it? (your own note, kept with the model)',
    noteExample: 'For example: from my teacher’s USB stick',
    check: 'I know where this model comes from and want to use it',
    give: 'Give my word and install',
    decline: 'Do not install',
  },
  fr: {
    title: (name) => `Votre parole pour ${name}`,
    why: 'Personne ne se porte garant de ce modèle. Cette application peut vérifier que ses fichiers sont entiers et bien formés, mais pas qui les a faits. Les empreintes ont été vues pour la première fois sur cet appareil\u202f; elles montrent donc les changements ultérieurs, et rien d’autre.',
    risk: 'Le modèle d’un inconnu peut être mauvais, écrire volontairement des choses fausses, et avoir des conditions qui vous engagent. Il n’a pas accès au réseau et ne peut pas lire vos autres fichiers.',
    from: (place) => `Provenance\u00a0: ${place}`,
    size: (size) => `Taille\u00a0: ${size}`,
    stillUnknown: 'Ce que l’on ne sait toujours pas',
    unknown: {
      'who-made-it': 'Qui a fait ces fichiers. Une empreinte fixe les octets et ne prouve aucune origine.',
      lineage:
        'Toutes les étapes de son parcours. Pour certaines, aucune empreinte n’est notée\u00a0: personne ne peut les revérifier.',
      'training-data': 'Sur quoi le modèle a été entraîné.',
      licence: 'Quelle est sa licence. Demandez à qui vous l’a donné avant de le transmettre.',
      quality: 'Ce qu’il vaut. Personne ne l’a mesuré pour cette application.',
      languages: 'Pour quelles langues il a été fait.',
      'digest-from-same-host':
        'Si l’hébergeur est honnête. Les empreintes viennent du même endroit que les fichiers.',
      'foreign-library':
        'Ce que fait sa bibliothèque compilée au-delà de ce qui a été vérifié. Elle vient de quelqu’un d’autre et s’exécute sur le processeur graphique, sans réseau.',
    },
    note: 'Pourquoi lui faites-vous confiance\u202f? (votre note, gardée avec le modèle)',
    noteExample: 'Par exemple\u00a0: de la clé USB de mon professeur',
    check: 'Je sais d’où vient ce modèle et je veux l’utiliser',
    give: 'Donner ma parole et installer',
    decline: 'Ne pas installer',
  },
  es: {
    title: (name) => `Su palabra por ${name}`,
    why: 'Nadie responde por este modelo. Esta aplicación puede comprobar que sus archivos están completos y bien formados, pero no quién los hizo. Las huellas se vieron por primera vez en este dispositivo, así que muestran cambios posteriores y nada más.',
    risk: 'El modelo de un desconocido puede ser malo, puede escribir a propósito lo que no es verdad y puede tener condiciones que le obliguen. No tiene acceso a la red ni puede leer sus otros archivos.',
    from: (place) => `Procede de: ${place}`,
    size: (size) => `Tamaño: ${size}`,
    stillUnknown: 'Lo que aún no se sabe',
    unknown: {
      'who-made-it': 'Quién hizo estos archivos. Una huella fija los bytes y no prueba ningún origen.',
      lineage:
        'Cada paso de su recorrido. De algunos no consta ninguna huella, así que nadie puede volver a comprobarlos.',
      'training-data': 'Con qué se entrenó el modelo.',
      licence: 'Qué licencia tiene. Pregunte a quien se lo dio antes de pasarlo a otros.',
      quality: 'Lo bueno que es. Nadie lo ha medido para esta aplicación.',
      languages: 'Para qué idiomas se hizo.',
      'digest-from-same-host':
        'Si el servidor es honrado. Las huellas vienen del mismo lugar que los archivos.',
      'foreign-library':
        'Qué hace su biblioteca compilada más allá de lo comprobado. Viene de otra persona y se ejecuta en el procesador gráfico, sin red.',
    },
    note: '¿Por qué se fía de él? (su propia nota, guardada con el modelo)',
    noteExample: 'Por ejemplo: de la memoria USB de mi profesora',
    check: 'Sé de dónde viene este modelo y quiero usarlo',
    give: 'Dar mi palabra e instalar',
    decline: 'No instalar',
  },
  ar: {
    title: (name) => `كلمتك في شأن ${isolate(name)}`,
    why: 'لا أحد يضمن هذا النموذج. يستطيع هذا التطبيق التحقق من أن ملفاته كاملة وسليمة البنية، لا ممّن صنعها. سُجّلت البصمات أول مرة على هذا الجهاز، فهي تكشف ما يتغيّر بعد ذلك ولا شيء غيره.',
    risk: 'قد يكون نموذج من مجهول ضعيفًا، وقد يكتب عمدًا ما ليس صحيحًا، وقد تكون له شروط تُلزمك. لا يستطيع الوصول إلى الشبكة ولا قراءة ملفاتك الأخرى.',
    from: (place) => `المصدر: ${isolate(place)}`,
    size: (size) => `الحجم: ${isolate(size)}`,
    stillUnknown: 'ما لا يزال مجهولًا',
    unknown: {
      'who-made-it': 'من صنع هذه الملفات. البصمة تثبّت البايتات ولا تثبت المصدر.',
      lineage: 'كل خطوة في مساره. بعضها بلا بصمة مسجّلة، فلا يستطيع أحد التحقّق منها من جديد.',
      'training-data': 'البيانات التي دُرّب عليها النموذج.',
      licence: 'ما رخصته. اسأل من أعطاك إياه قبل أن تنقله إلى غيرك.',
      quality: 'مدى جودته. لم يقسها أحد لهذا التطبيق.',
      languages: 'اللغات التي صُنع لها.',
      'digest-from-same-host': 'هل المضيف صادق. البصمات تأتي من المكان نفسه الذي تأتي منه الملفات.',
      'foreign-library':
        'ما تفعله مكتبته المترجَمة فوق ما فُحص. هي من طرف آخر وتعمل على معالج الرسومات دون شبكة.',
    },
    note: 'لماذا تثق به؟ (ملاحظتك أنت، تُحفظ مع النموذج)',
    noteExample: 'مثلًا: من ذاكرة USB أعطاني إياها معلمي',
    check: 'أعرف من أين جاء هذا النموذج وأريد استخدامه',
    give: 'إعطاء كلمتي والتثبيت',
    decline: 'عدم التثبيت',
  },
});
