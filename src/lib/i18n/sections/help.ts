import { isolate, ltr } from '../isolates';
import { tables } from '../tables';

/** Help about models, on the About page. The rest of the help is in the main tables, under `about`. */
export const helpTables = tables({
  en: {
    title: 'About models',
    questions: [
      [
        'Where can I get more models?',
        'Open the Library and look under “Add a model”: from a hub, from a file or USB stick, from a device near you. A site can offer models of its own too.',
      ],
      [
        'How do I bring a model on a USB stick?',
        'In the Library, choose “Save as file” beside a model, and put the file on the stick. On the other device open “From a file or USB stick” and choose it. Neither device needs a network.',
      ],
      [
        'How do I pass a model on without internet?',
        'Connect both devices to one network, such as a phone’s hotspot. Open “From another device” on both: one sends, the other receives. They find each other by two QR codes, or by text that you copy.',
      ],
      [
        'How do I know that a model is the right one?',
        'Each file has a digest, a short number worked out from all of its bytes. The app compares it while the file arrives, and again when a model is loaded. “Vouched for” means that the site signed the model. “Declared by its hub” means that the hub publishes the digests. “First seen here” means that nobody does: then the app asks for your word.',
      ],
      [
        'What are the papers of a model?',
        'They say where the model came from, what its licence asks, how open it is, and what was checked. You can save them as a bill of materials (CycloneDX), for one model or for the whole device.',
      ],
      [
        'Will a model run here?',
        'Each offer says so before anything is downloaded: fits well, may be slow, or does not fit, with the reason. A GGUF file runs on the main processor (CPU) of any device. It runs on the graphics processor if a compiled library fits it.',
      ],
      [
        'What happens if a download is cut?',
        'It goes on where it stopped, also after a restart. In the Library you can pause downloads, change their order, bound their speed, or keep them to networks that are not metered.',
      ],
      [
        'What if a stored model is damaged or gone?',
        'It is never used. With a network the app fetches the wrong parts again by itself. Without one it says what is missing. “Verify everything now” in the Library reads every byte again.',
      ],
      [
        'I removed a model by mistake.',
        'Until the app is started again you can bring it back, in the Library or under Storage.',
      ],
    ] as [string, string][],
  },
  fr: {
    title: 'Sur les modèles',
    questions: [
      [
        'Où trouver d’autres modèles\u202f?',
        'Ouvrez la Bibliothèque et voyez sous «\u00a0Ajouter un modèle\u00a0»\u00a0: depuis un dépôt, depuis un fichier ou une clé USB, depuis un appareil proche. Un site peut aussi proposer ses propres modèles.',
      ],
      [
        'Comment apporter un modèle sur une clé USB\u202f?',
        'Dans la Bibliothèque, choisissez «\u00a0Enregistrer dans un fichier\u00a0» à côté d’un modèle et mettez le fichier sur la clé. Sur l’autre appareil, ouvrez «\u00a0Depuis un fichier ou une clé USB\u00a0» et choisissez-le. Aucun des deux appareils n’a besoin d’un réseau.',
      ],
      [
        'Comment transmettre un modèle sans internet\u202f?',
        'Reliez les deux appareils à un même réseau, par exemple le partage de connexion d’un téléphone. Ouvrez «\u00a0Depuis un autre appareil\u00a0» sur les deux\u00a0: l’un envoie, l’autre reçoit. Ils se trouvent grâce à deux codes QR, ou à un texte que vous copiez.',
      ],
      [
        'Comment savoir si un modèle est le bon\u202f?',
        'Chaque fichier a une empreinte, un nombre court calculé à partir de tous ses octets. L’application la compare quand le fichier arrive, et encore quand un modèle est chargé. «\u00a0Garanti\u00a0» veut dire que le site a signé le modèle. «\u00a0Déclaré par son dépôt\u00a0» veut dire que le dépôt publie les empreintes. «\u00a0Vu ici d’abord\u00a0» veut dire que personne ne le fait\u00a0: l’application demande alors votre parole.',
      ],
      [
        'Que sont les papiers d’un modèle\u202f?',
        'Ils disent d’où vient le modèle, ce que demande sa licence, à quel point il est ouvert et ce qui a été vérifié. Vous pouvez les enregistrer comme nomenclature (CycloneDX), pour un modèle ou pour tout l’appareil.',
      ],
      [
        'Un modèle fonctionnera-t-il ici\u202f?',
        'Chaque offre le dit avant tout téléchargement\u00a0: convient bien, peut être lent, ou ne convient pas, avec la raison. Un fichier GGUF fonctionne sur le processeur principal (CPU) de tout appareil. Il fonctionne sur le processeur graphique si une bibliothèque compilée lui convient.',
      ],
      [
        'Que se passe-t-il si un téléchargement est coupé\u202f?',
        'Il reprend là où il s’est arrêté, même après un redémarrage. Dans la Bibliothèque, vous pouvez mettre les téléchargements en pause, changer leur ordre, limiter leur vitesse ou les réserver aux réseaux non limités.',
      ],
      [
        'Et si un modèle enregistré est abîmé ou a disparu\u202f?',
        'Il n’est jamais utilisé. Avec un réseau, l’application va rechercher d’elle-même les parties fausses. Sans réseau, elle dit ce qui manque. «\u00a0Tout vérifier maintenant\u00a0», dans la Bibliothèque, relit chaque octet.',
      ],
      [
        'J’ai supprimé un modèle par erreur.',
        'Jusqu’au prochain démarrage de l’application, vous pouvez le récupérer, dans la Bibliothèque ou sous Stockage.',
      ],
    ],
  },
  es: {
    title: 'Sobre los modelos',
    questions: [
      [
        '¿Dónde consigo más modelos?',
        'Abra la Biblioteca y mire en «Añadir un modelo»: desde un repositorio, desde un archivo o memoria USB, desde un dispositivo cercano. Un sitio también puede ofrecer modelos propios.',
      ],
      [
        '¿Cómo llevo un modelo en una memoria USB?',
        'En la Biblioteca, elija «Guardar como archivo» junto a un modelo y ponga el archivo en la memoria. En el otro dispositivo, abra «De un archivo o una memoria USB» y elíjalo. Ninguno de los dos dispositivos necesita red.',
      ],
      [
        '¿Cómo paso un modelo sin internet?',
        'Conecte los dos dispositivos a una misma red, por ejemplo la que comparte un teléfono. Abra «De otro dispositivo» en ambos: uno envía y el otro recibe. Se encuentran con dos códigos QR, o con un texto que usted copia.',
      ],
      [
        '¿Cómo sé que un modelo es el correcto?',
        'Cada archivo tiene una huella, un número corto calculado a partir de todos sus bytes. La aplicación la compara cuando llega el archivo, y otra vez cuando se carga un modelo. «Avalado» quiere decir que el sitio firmó el modelo. «Declarado por su repositorio» quiere decir que el repositorio publica las huellas. «Visto aquí primero» quiere decir que nadie lo hace: entonces la aplicación le pide su palabra.',
      ],
      [
        '¿Qué son los papeles de un modelo?',
        'Dicen de dónde viene el modelo, qué pide su licencia, hasta qué punto es abierto y qué se comprobó. Puede guardarlos como lista de materiales (CycloneDX), de un modelo o de todo el dispositivo.',
      ],
      [
        '¿Funcionará un modelo aquí?',
        'Cada oferta lo dice antes de descargar nada: cabe bien, puede ser lento o no cabe, con el motivo. Un archivo GGUF funciona en el procesador principal (CPU) de cualquier dispositivo. Funciona en el procesador gráfico si una biblioteca compilada le sirve.',
      ],
      [
        '¿Qué pasa si se corta una descarga?',
        'Sigue donde se paró, también después de reiniciar. En la Biblioteca puede pausar las descargas, cambiar su orden, limitar su velocidad o dejarlas solo para redes sin límite de datos.',
      ],
      [
        '¿Y si un modelo guardado está dañado o ha desaparecido?',
        'No se usa nunca. Con red, la aplicación vuelve a buscar por sí sola las partes incorrectas. Sin red, dice qué falta. «Comprobar todo ahora», en la Biblioteca, lee otra vez cada byte.',
      ],
      [
        'He eliminado un modelo por error.',
        'Hasta que la aplicación se inicie de nuevo puede recuperarlo, en la Biblioteca o en Almacenamiento.',
      ],
    ],
  },
  ar: {
    title: 'عن النماذج',
    questions: [
      [
        'أين توجد نماذج أخرى؟',
        'في المكتبة، تحت «إضافة نموذج»: من مستودع، أو من ملف أو ذاكرة USB، أو من جهاز قريب. ويمكن للموقع أيضًا أن يعرض نماذج خاصة به.',
      ],
      [
        'كيف يُنقل نموذج على ذاكرة USB؟',
        'في المكتبة، يُختار «حفظ في ملف» بجانب النموذج، ويوضع الملف على الذاكرة. وعلى الجهاز الآخر تُفتح صفحة «من ملف أو ذاكرة USB» ويُختار الملف. لا يحتاج أي من الجهازين إلى شبكة.',
      ],
      [
        'كيف يُنقل نموذج دون إنترنت؟',
        'يجب أن يكون الجهازان على شبكة واحدة، مثل نقطة اتصال هاتف. تُفتح صفحة «من جهاز آخر» على الجهازين: أحدهما يرسل والآخر يستقبل. ويجد كل منهما الآخر برمزي QR، أو بنص يُنسخ.',
      ],
      [
        'كيف أعرف أن النموذج هو الصحيح؟',
        'لكل ملف بصمة، وهي رقم قصير محسوب من كل بايتاته. يقارنها التطبيق عند وصول الملف، ومرة أخرى عند تحميل النموذج. «مضمون» تعني أن الموقع وقّع النموذج. و«أعلنه مستودعه» تعني أن المستودع ينشر البصمات. و«شوهد هنا أولًا» تعني أن لا أحد يفعل ذلك، وعندها يطلب التطبيق كلمة منك.',
      ],
      [
        'ما أوراق النموذج؟',
        `تقول من أين جاء النموذج، وما تطلبه رخصته، ومدى انفتاحه، وما فُحص منه. ويمكن حفظها كقائمة مكونات (${isolate('CycloneDX')})، لنموذج واحد أو للجهاز كله.`,
      ],
      [
        'هل سيعمل النموذج هنا؟',
        `كل عرض يقول ذلك قبل تنزيل أي شيء: مناسب، أو قد يكون بطيئًا، أو لا يناسب، مع السبب. يعمل ملف ${ltr('GGUF')} على المعالج الرئيسي (${ltr('CPU')}) في أي جهاز. ويعمل على معالج الرسومات إذا ناسبته مكتبة مترجمة.`,
      ],
      [
        'ماذا يحدث إذا انقطع التنزيل؟',
        'يستمر من حيث توقف، حتى بعد إعادة التشغيل. وفي المكتبة يمكن إيقاف التنزيلات مؤقتًا، أو تغيير ترتيبها، أو تحديد سرعتها، أو قصرها على الشبكات غير المحدودة.',
      ],
      [
        'ماذا لو كان نموذج محفوظ تالفًا أو مفقودًا؟',
        'لا يُستخدم أبدًا. مع وجود شبكة يجلب التطبيق الأجزاء الخاطئة من جديد تلقائيًا. ودون شبكة يقول ما ينقص. والزر «فحص كل شيء الآن» في المكتبة يقرأ كل بايت من جديد.',
      ],
      ['حذفتُ نموذجًا بالخطأ.', 'يمكن إعادته إلى أن يُشغَّل التطبيق من جديد، من المكتبة أو من صفحة التخزين.'],
    ],
  },
});
