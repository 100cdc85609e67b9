import { TERMS } from '../../domain/licences-data';
import { isolate, ltr } from '../isolates';
import { tables } from '../tables';

/** What licences ask, in plain words: no legal advice. The codes and the English are of domain/licences-data. */
export const licenceTables = tables({
  en: {
    terms: TERMS,
    summary: 'In plain words. Only the full text binds.',
    own: 'The publisher adds',
    notice: 'This must go with every copy, and does so when you pass the model on from this app',
    accepted: (when: string) => `You accepted these terms on ${when}.`,
    mustAccept: 'These terms must be accepted before the model is installed.',
    standIn:
      'The publisher names this licence and ships no text of it. This is the standard text, as the SPDX list of licences has it. Where words such as <year> or <owner> stand in it, that list leaves them open.',
    noText:
      'The full text is not among the files of this model, and this app does not have it. It can be read at this address',
    noAddress:
      'The full text is not among the files of this model, and its publisher gives no address where it can be read.',
    copy: 'Copy the address',
    copied: 'Copied',
  },
  fr: {
    terms: {
      'use-freely': 'Utilisez-le, modifiez-le et transmettez-le, même pour un travail rémunéré.',
      'keep-notice': 'Gardez la mention de droit d’auteur et le texte de la licence avec chaque copie.',
      'say-changes': 'Signalez vos changements dans les fichiers que vous modifiez.',
      'no-warranty': 'Le modèle est fourni sans aucune garantie.',
      credit: 'Nommez les auteurs et la licence, avec un lien vers elle, et dites ce que vous avez changé.',
      'share-alike': 'Transmettez les versions modifiées sous la même licence.',
      'give-source':
        'Donnez aussi la source à qui reçoit une copie\u00a0: tout ce qu’il faut pour la modifier.',
      'network-source': 'Donnez aussi la source à ceux qui utilisent votre version modifiée par un réseau.',
      'no-changes': 'Ne transmettez pas de versions modifiées.',
      'no-paid-work':
        'Pas pour ce qui sert surtout à gagner de l’argent, comme un travail rémunéré ou une entreprise.',
      'research-only':
        'Seulement pour la recherche ou pour l’essayer. Pour un travail rémunéré ou une entreprise, demandez d’abord à l’éditeur.',
      'use-policy': 'Pas pour ce qu’interdit la politique d’usage de l’éditeur, ni contre la loi.',
      age: 'Vous devez avoir le droit d’accepter ces conditions (âge suffisant).',
      'pass-on-terms':
        'Transmettez les conditions et la mention avec chaque copie, et imposez les mêmes limites à qui la reçoit.',
      'pass-on-copy': 'Joignez à chaque copie un exemplaire des conditions et la mention.',
      'may-end':
        'L’éditeur peut restreindre un usage contraire aux conditions\u202f; si elles prennent fin pour vous, effacez toutes les copies.',
      ends: 'Si vous enfreignez les conditions, l’éditeur peut y mettre fin pour vous\u00a0: vous devez alors effacer toutes les copies.',
      'outputs-free': 'L’éditeur ne revendique aucun droit sur ce que le modèle écrit.',
      distilled:
        'Un modèle que vous entraînez pour faire la même chose, même à partir de ce que celui-ci écrit, relève de ces conditions.',
      'user-cap':
        'Une entreprise qui avait plus de 700 millions d’utilisateurs par mois à la publication du modèle doit d’abord demander à l’éditeur.',
      'built-with-llama':
        'Affichez «\u00a0Built with Llama\u00a0» là où vous le transmettez ou le proposez à d’autres.',
      'built-with-llama-3':
        'Affichez «\u00a0Built with Meta Llama 3\u00a0» là où vous le transmettez ou le proposez à d’autres.',
      'name-llama':
        'Un modèle que vous entraînez avec lui, ou avec ce qu’il écrit, et que vous transmettez doit porter un nom qui commence par «\u00a0Llama\u00a0».',
      'name-llama-3':
        'Un modèle que vous entraînez avec lui et que vous transmettez doit porter un nom qui commence par «\u00a0Llama 3\u00a0».',
      'no-training-others':
        'Ne l’utilisez pas, ni ce qu’il écrit, pour améliorer d’autres modèles de langage que Llama.',
      'built-with-qwen':
        'Affichez «\u00a0Built with Qwen\u00a0» ou «\u00a0Improved using Qwen\u00a0» là où vous transmettez un modèle entraîné avec lui, ou avec ce qu’il écrit.',
      unread:
        'Son éditeur nomme cette licence\u202f; cette application n’en a pas de résumé. Lisez son texte.',
      'nobody-said':
        'Personne n’a dit sous quelle licence est ce modèle\u00a0: renseignez-vous avant de l’utiliser ou de le transmettre.',
    },
    summary: 'En mots simples. Seul le texte complet engage.',
    own: 'L’éditeur ajoute',
    notice:
      'Ceci doit accompagner chaque copie, et l’accompagne quand vous transmettez le modèle depuis cette application',
    accepted: (when) => `Vous avez accepté ces conditions le ${when}.`,
    mustAccept: 'Ces conditions doivent être acceptées avant l’installation du modèle.',
    standIn:
      'L’éditeur nomme cette licence et n’en joint pas le texte. Ceci est le texte type, tel qu’il figure dans la liste de licences SPDX. Là où il contient des mots comme <year> ou <owner>, cette liste les laisse ouverts.',
    noText:
      'Le texte complet n’est pas parmi les fichiers de ce modèle, et cette application ne l’a pas. On peut le lire à cette adresse',
    noAddress:
      'Le texte complet n’est pas parmi les fichiers de ce modèle, et son éditeur ne donne aucune adresse où le lire.',
    copy: 'Copier l’adresse',
    copied: 'Copiée',
  },
  es: {
    terms: {
      'use-freely': 'Úselo, cámbielo y páselo a otros, también para trabajo pagado.',
      'keep-notice': 'Conserve el aviso de derechos de autor y el texto de la licencia con cada copia.',
      'say-changes': 'Indíquelo en los archivos que cambie.',
      'no-warranty': 'El modelo se ofrece sin ninguna garantía.',
      credit: 'Nombre a los autores y la licencia, con un enlace a ella, y diga qué ha cambiado.',
      'share-alike': 'Pase las versiones cambiadas bajo la misma licencia.',
      'give-source': 'Dé también la fuente a quien reciba una copia: todo lo que hace falta para cambiarla.',
      'network-source': 'Dé también la fuente a quienes usen su versión cambiada por una red.',
      'no-changes': 'No pase a otros versiones cambiadas.',
      'no-paid-work':
        'No para lo que sirve sobre todo para ganar dinero, como un trabajo pagado o un negocio.',
      'research-only':
        'Solo para investigar o para probarlo. Para un trabajo pagado o un negocio debe pedir permiso antes al editor.',
      'use-policy': 'No para lo que prohíbe la política de uso del editor, ni contra la ley.',
      age: 'Debe poder aceptar legalmente las condiciones (tener edad suficiente).',
      'pass-on-terms':
        'Pase las condiciones y el aviso con cada copia, y obligue a los mismos límites a quien la reciba.',
      'pass-on-copy': 'Entregue con cada copia un ejemplar de las condiciones y el aviso.',
      'may-end':
        'El editor puede restringir un uso contrario a las condiciones; si terminan para usted, borre todas las copias.',
      ends: 'Si incumple las condiciones, el editor puede ponerles fin para usted: entonces debe borrar todas las copias.',
      'outputs-free': 'El editor no reclama ningún derecho sobre lo que el modelo escribe.',
      distilled:
        'Un modelo que entrene para hacer lo mismo, también a partir de lo que este escribe, queda bajo estas condiciones.',
      'user-cap':
        'Una empresa que tenía más de 700 millones de usuarios al mes cuando se publicó el modelo debe pedir permiso antes al editor.',
      'built-with-llama': 'Muestre «Built with Llama» donde lo pase u ofrezca a otros.',
      'built-with-llama-3': 'Muestre «Built with Meta Llama 3» donde lo pase u ofrezca a otros.',
      'name-llama':
        'Un modelo que entrene con él, o con lo que escribe, y que pase a otros debe tener un nombre que empiece por «Llama».',
      'name-llama-3':
        'Un modelo que entrene con él y que pase a otros debe tener un nombre que empiece por «Llama 3».',
      'no-training-others':
        'No lo use, ni use lo que escribe, para mejorar modelos de lenguaje que no sean Llama.',
      'built-with-qwen':
        'Muestre «Built with Qwen» o «Improved using Qwen» donde pase a otros un modelo entrenado con él, o con lo que escribe.',
      unread: 'Su editor nombra esta licencia; esta aplicación no tiene un resumen de ella. Lea su texto.',
      'nobody-said':
        'Nadie ha dicho bajo qué licencia está este modelo: averígüelo antes de usarlo o de pasarlo a otros.',
    },
    summary: 'En palabras sencillas. Solo obliga el texto completo.',
    own: 'El editor añade',
    notice: 'Esto debe ir con cada copia, y así ocurre cuando pasa el modelo desde esta aplicación',
    accepted: (when) => `Usted aceptó estas condiciones el ${when}.`,
    mustAccept: 'Hay que aceptar estas condiciones antes de instalar el modelo.',
    standIn:
      'El editor nombra esta licencia y no incluye su texto. Este es el texto estándar, tal como está en la lista de licencias SPDX. Donde hay palabras como <year> u <owner>, esa lista las deja abiertas.',
    noText:
      'El texto completo no está entre los archivos de este modelo, y esta aplicación no lo tiene. Se puede leer en esta dirección',
    noAddress:
      'El texto completo no está entre los archivos de este modelo, y su editor no da ninguna dirección donde leerlo.',
    copy: 'Copiar la dirección',
    copied: 'Copiada',
  },
  ar: {
    terms: {
      'use-freely': 'استخدمه وغيّره وانقله إلى غيرك، ولو في عمل مدفوع.',
      'keep-notice': 'أبقِ إشعار حقوق النشر ونص الرخصة مع كل نسخة.',
      'say-changes': 'بيّن تغييراتك في الملفات التي تغيّرها.',
      'no-warranty': 'يُقدَّم النموذج دون أي ضمان.',
      credit: 'اذكر المؤلفين والرخصة مع رابط إليها، واذكر ما غيّرته.',
      'share-alike': 'انقل النسخ المعدّلة بالرخصة نفسها.',
      'give-source': 'أعطِ من يتلقى نسخة مصدرها أيضًا: كل ما يلزم لتغييرها.',
      'network-source': 'أعطِ المصدر أيضًا لمن يستخدم نسختك المعدّلة عبر شبكة.',
      'no-changes': 'لا تنقل إلى غيرك نسخًا معدّلة.',
      'no-paid-work': 'ليس لما يُقصد به كسب المال أساسًا، كالعمل المدفوع أو النشاط التجاري.',
      'research-only': 'للبحث أو للتجربة فقط. وللعمل المدفوع أو النشاط التجاري يجب أن تستأذن الناشر أولًا.',
      'use-policy': 'ليس لما تمنعه سياسة الاستخدام لدى الناشر، ولا لما يخالف القانون.',
      age: 'يجب أن يكون من حقك قانونًا قبول الشروط (بلوغ السن الكافية).',
      'pass-on-terms': 'انقل الشروط والإشعار مع كل نسخة، وألزم من يتلقاها بالحدود نفسها.',
      'pass-on-copy': 'أرفق بكل نسخة نسخةً من الشروط والإشعار.',
      'may-end': 'قد يقيّد الناشر الاستخدام المخالف للشروط، وإذا انتهت في حقك فاحذف كل النسخ.',
      ends: 'إذا خالفت الشروط جاز للناشر أن ينهيها في حقك، وعندئذ يجب أن تحذف كل النسخ.',
      'outputs-free': 'لا يدّعي الناشر أي حق فيما يكتبه النموذج.',
      distilled: 'كل نموذج تدرّبه ليعمل عمله، ولو مما يكتبه هذا النموذج، يخضع لهذه الشروط.',
      'user-cap':
        'على كل شركة كان لها أكثر من 700 مليون مستخدم في الشهر عند نشر النموذج أن تستأذن الناشر أولًا.',
      'built-with-llama': `أظهر عبارة «${ltr('Built with Llama')}» حيث تنقله أو تقدّمه إلى غيرك.`,
      'built-with-llama-3': `أظهر عبارة «${ltr('Built with Meta Llama 3')}» حيث تنقله أو تقدّمه إلى غيرك.`,
      'name-llama': 'كل نموذج تدرّبه به أو بما يكتبه ثم تنقله إلى غيرك يجب أن يبدأ اسمه بكلمة «Llama».',
      'name-llama-3': `كل نموذج تدرّبه به ثم تنقله إلى غيرك يجب أن يبدأ اسمه بعبارة «${ltr('Llama 3')}».`,
      'no-training-others': 'لا تستخدمه ولا ما يكتبه لتحسين نماذج لغوية غير Llama.',
      'built-with-qwen': `أظهر عبارة «${ltr('Built with Qwen')}» أو «${ltr('Improved using Qwen')}» حيث تنقل نموذجًا دُرّب به أو بما يكتبه.`,
      unread: 'يذكر ناشره هذه الرخصة، وليس في هذا التطبيق ملخّص لها. اقرأ نصها.',
      'nobody-said': 'لم يذكر أحد رخصة هذا النموذج: ابحث عنها قبل استخدامه أو نقله إلى غيرك.',
    },
    summary: 'بكلمات بسيطة. النص الكامل وحده هو المُلزم.',
    own: 'يضيف الناشر',
    notice: 'يجب أن يرافق هذا كل نسخة، وهو يرافقها عندما تنقل النموذج من هذا التطبيق',
    accepted: (when) => `قبلتَ هذه الشروط في ${isolate(when)}.`,
    mustAccept: 'يجب قبول هذه الشروط قبل تثبيت النموذج.',
    standIn: `يذكر الناشر هذه الرخصة ولا يرفق نصها. هذا هو النص المعياري كما في قائمة رخص ${ltr('SPDX')}. وحيث ترد فيه كلمات مثل ${ltr('<year>')} أو ${ltr('<owner>')} فإن القائمة تتركها مفتوحة.`,
    noText: 'النص الكامل ليس بين ملفات هذا النموذج، وليس في هذا التطبيق. يمكن قراءته في هذا العنوان',
    noAddress: 'النص الكامل ليس بين ملفات هذا النموذج، ولم يذكر ناشره عنوانًا يُقرأ فيه.',
    copy: 'نسخ العنوان',
    copied: 'تم نسخ العنوان',
  },
});
