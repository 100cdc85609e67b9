import { isolate, ltr } from '../isolates';
import { tables } from '../tables';

type Questions = [question: string, answer: string][];

/** Help about models, on the About page. The rest of the help is in the main tables, under `about`. */
export const helpTables = tables({
  en: {
    getting: 'Getting models',
    gettingQuestions: [
      [
        'Where can I get more models?',
        'Open the Library and look under “Add a model”. A model can come from a hub (a web site where people publish models), from a file or USB stick, or from a device near you. The site that this app came from may offer models too.',
      ],
      [
        'How do I get a model from a hub?',
        'Type its name as on its page (owner/name), or paste the address of the page, and choose “Look it up”. You see what would be installed before anything is downloaded. The app takes one fixed version. If the publisher changes the model later, nothing changes here: you are shown what differs, and you decide.',
      ],
      [
        'How do I bring a model on a USB stick?',
        'In the Library, choose “Save as a file” beside a model, and put the file on the stick. On the other device open “From a file or USB stick” and choose it. Neither device needs a network, but the app must have been opened once on each.',
      ],
      [
        'How do I pass a model on without internet?',
        'Connect both devices to one network, such as a phone’s hotspot. Open “From another device” on both: one sends, the other receives. They find each other by two QR codes, or by text that you copy. The receiving device checks every byte, so it need not trust the sender.',
      ],
      [
        'Will a model run here?',
        'Each offer says so before anything is downloaded: fits well, may be slow, or does not fit, with the reason. A GGUF file (a common form of models in one file) runs on the main processor (CPU). It runs on the graphics processor if a compiled library fits it. A folder in MLC form runs on the graphics processor only.',
      ],
      [
        'Can I use a model that I have trained further?',
        'Yes. Bring it as a GGUF file. If it has the same shape as a model that this site has a compiled library for, it runs on the graphics processor too. The app compares the shapes and says which parts fit and which differ.',
      ],
    ] as Questions,
    trust: 'Trust and papers',
    trustQuestions: [
      [
        'Who can see what I do?',
        'Nobody sees your texts. The site that this app came from sees which of its files you download. A hub or a mirror sees which model you ask for, and your internet address. Device to device, only the other device sees you. With a file, nobody does. At the top of this page you can count the requests and test the rule.',
      ],
      [
        'How do I know that a model is the right one?',
        'Each file has a digest, a short number worked out from all of its bytes. The app compares it while the file arrives, and again when a model is loaded. “Vouched for” means that a site that this app trusts has signed the model. “Declared by its hub” means that the hub publishes the digests. “First seen here” means that nobody does: then the app asks for your word.',
      ],
      [
        'What is checked before a model can be used?',
        'Its files arrive in quarantine, where nothing can use them. Every byte is compared with its digest. Then the app looks at what the files mean: their structure, the word list, the form of a conversation, the compiled library. Only then is the model ready. A file that fails is kept apart with the reason, under “Papers”, and can be fetched again alone.',
      ],
      [
        'What does “open” mean here?',
        'The papers say for each part of a model (weights, code, training data and others) whether it is public, and where to read that. “Open source” means that all of this is public. “Open weight” means that you can run and study the model, but not see what it was trained on. “Restricted” means that the licence limits its use. The measures are the Open Source AI Definition and the Model Openness Framework.',
      ],
      [
        'What may I do with a model?',
        'Its papers say so in plain words, under “What the licence asks of you”, with the full text. Where the publisher names a well-known licence and ships no text of it, the app adds the standard text. Some licences must be accepted before the model is installed. If a licence is for research only, or a model does not name your language, the app says so before you use it. The licence goes with every copy that you save or send. The plain words are help and no legal advice.',
      ],
      [
        'What are the papers of a model?',
        'They say where the model came from, step by step, what its licence asks, how open it is, and what was checked. You can save them as a bill of materials (CycloneDX), for one model or for the whole device.',
      ],
    ] as Questions,
    keeping: 'Downloads and storage',
    keepingQuestions: [
      [
        'What happens if a download is cut?',
        'It goes on where it stopped, also after a restart. In the Library you can pause downloads, change their order, limit their speed, or keep them to networks that are not metered.',
      ],
      [
        'What if a stored model is damaged or gone?',
        'It is never used. With a network the app fetches the wrong parts again by itself. Without one it says what is missing. “Verify everything now” in the Library reads every byte again, without a network.',
      ],
      [
        'Can the browser delete my models?',
        'Yes, when the disk gets full or after weeks without a visit, unless it has promised to keep them. The page “Storage” says what holds here, and can ask for the promise. It also shows what each model takes, and clears what is left over. A model that you saved as a file is safe from all this.',
      ],
      [
        'I removed a model by mistake.',
        'Until the app is started again you can bring it back, in the Library or under “Storage”, without a network.',
      ],
      [
        'The app closed while a model was loading.',
        'At the next start it says which model that was, and names a smaller one. Nothing that you wrote is lost.',
      ],
    ] as Questions,
    group: 'For a class or an office',
    groupQuestions: [
      [
        'How do I give one model to thirty devices?',
        'Put it on a mirror: a computer of the room that offers the same files. Its address goes under “Mirrors”, on the page “From a hub”. Or save the model as a file once and pass the stick around. The digests are the same everywhere, so a mirror need not be trusted.',
      ],
      [
        'How do I run my own site for a class?',
        'Any computer will do, also a small one without internet. Browsers allow the graphics processor and work without a network only on https, so it needs a certificate. The guide “docs/deploy.md” in the source code says how, step by step.',
      ],
    ] as Questions,
  },
  fr: {
    getting: 'Obtenir des modèles',
    gettingQuestions: [
      [
        'Où trouver d’autres modèles\u202f?',
        'Ouvrez la Bibliothèque et voyez sous «\u00a0Ajouter un modèle\u00a0». Un modèle peut venir d’un dépôt (un site où l’on publie des modèles), d’un fichier ou d’une clé USB, ou d’un appareil proche. Le site d’où vient cette application peut aussi en proposer.',
      ],
      [
        'Comment prendre un modèle sur un dépôt\u202f?',
        'Écrivez son nom comme sur sa page (propriétaire/nom), ou collez l’adresse de la page, puis choisissez «\u00a0Chercher\u00a0». Vous voyez ce qui serait installé avant tout téléchargement. L’application prend une version fixe. Si l’éditeur change ensuite le modèle, rien ne change ici\u00a0: on vous montre les différences, et vous décidez.',
      ],
      [
        'Comment apporter un modèle sur une clé USB\u202f?',
        'Dans la Bibliothèque, choisissez «\u00a0Enregistrer dans un fichier\u00a0» à côté d’un modèle et mettez le fichier sur la clé. Sur l’autre appareil, ouvrez «\u00a0Depuis un fichier ou une clé USB\u00a0» et choisissez-le. Aucun des deux n’a besoin d’un réseau, mais l’application doit avoir été ouverte une fois sur chacun.',
      ],
      [
        'Comment transmettre un modèle sans internet\u202f?',
        'Reliez les deux appareils à un même réseau, par exemple le partage de connexion d’un téléphone. Ouvrez «\u00a0Depuis un autre appareil\u00a0» sur les deux\u00a0: l’un envoie, l’autre reçoit. Ils se trouvent grâce à deux codes QR, ou à un texte que vous copiez. L’appareil qui reçoit vérifie chaque octet\u202f; il n’a donc pas à faire confiance à l’autre.',
      ],
      [
        'Un modèle fonctionnera-t-il ici\u202f?',
        'Chaque offre le dit avant tout téléchargement\u00a0: convient bien, peut être lent, ou ne convient pas, avec la raison. Un fichier GGUF (une forme courante de modèle en un seul fichier) fonctionne sur le processeur principal (CPU). Il fonctionne sur le processeur graphique si une bibliothèque compilée lui convient. Un dossier au format MLC ne fonctionne que sur le processeur graphique.',
      ],
      [
        'Puis-je utiliser un modèle que j’ai moi-même entraîné davantage\u202f?',
        'Oui. Apportez-le sous forme de fichier GGUF. S’il a la même forme qu’un modèle pour lequel ce site a une bibliothèque compilée, il fonctionne aussi sur le processeur graphique. L’application compare les formes et dit quelles parties conviennent et lesquelles diffèrent.',
      ],
    ],
    trust: 'Confiance et papiers',
    trustQuestions: [
      [
        'Qui peut voir ce que je fais\u202f?',
        'Personne ne voit vos textes. Le site d’où vient cette application voit lesquels de ses fichiers vous téléchargez. Un dépôt ou un miroir voit quel modèle vous demandez et votre adresse internet. D’appareil à appareil, seul l’autre appareil vous voit. Avec un fichier, personne. En haut de cette page, vous pouvez compter les requêtes et mettre la règle à l’épreuve.',
      ],
      [
        'Comment savoir si un modèle est le bon\u202f?',
        'Chaque fichier a une empreinte, un nombre court calculé à partir de tous ses octets. L’application la compare quand le fichier arrive, et encore quand un modèle est chargé. «\u00a0Garanti\u00a0» veut dire qu’un site auquel cette application fait confiance a signé le modèle. «\u00a0Déclaré par son dépôt\u00a0» veut dire que le dépôt publie les empreintes. «\u00a0Vu ici d’abord\u00a0» veut dire que personne ne le fait\u00a0: l’application demande alors votre parole.',
      ],
      [
        'Que vérifie-t-on avant qu’un modèle serve\u202f?',
        'Ses fichiers arrivent en quarantaine, où rien ne peut les utiliser. Chaque octet est comparé à son empreinte. Puis l’application regarde le sens des fichiers\u00a0: leur structure, la liste des mots, la forme d’une conversation, la bibliothèque compilée. Alors seulement le modèle est prêt. Un fichier qui échoue est gardé à part avec la raison, sous «\u00a0Papiers\u00a0», et peut être repris seul.',
      ],
      [
        'Que veut dire «\u00a0ouvert\u00a0» ici\u202f?',
        'Les papiers disent pour chaque partie d’un modèle (poids, code, données d’entraînement et autres) si elle est publique, et où le lire. «\u00a0Open source\u00a0» veut dire que tout cela est public. «\u00a0Poids ouverts\u00a0» veut dire que vous pouvez utiliser et étudier le modèle, mais pas voir sur quoi il a été entraîné. «\u00a0Restreint\u00a0» veut dire que la licence limite son usage. Les mesures sont l’Open Source AI Definition et le Model Openness Framework.',
      ],
      [
        'Que puis-je faire d’un modèle\u202f?',
        'Ses papiers le disent en mots simples, sous «\u00a0Ce que la licence vous demande\u00a0», avec le texte complet. Si l’éditeur nomme une licence connue sans en joindre le texte, l’application ajoute le texte type. Certaines licences doivent être acceptées avant l’installation. Si une licence ne vaut que pour la recherche, ou si un modèle ne nomme pas votre langue, l’application le dit avant l’usage. La licence accompagne chaque copie que vous enregistrez ou envoyez. Ces mots simples sont une aide, pas un conseil juridique.',
      ],
      [
        'Que sont les papiers d’un modèle\u202f?',
        'Ils disent d’où vient le modèle, étape par étape, ce que demande sa licence, à quel point il est ouvert et ce qui a été vérifié. Vous pouvez les enregistrer comme nomenclature (CycloneDX), pour un modèle ou pour tout l’appareil.',
      ],
    ],
    keeping: 'Téléchargements et stockage',
    keepingQuestions: [
      [
        'Que se passe-t-il si un téléchargement est coupé\u202f?',
        'Il reprend là où il s’est arrêté, même après un redémarrage. Dans la Bibliothèque, vous pouvez mettre les téléchargements en pause, changer leur ordre, limiter leur vitesse ou les réserver aux réseaux sans limite de données.',
      ],
      [
        'Et si un modèle enregistré est abîmé ou a disparu\u202f?',
        'Il n’est jamais utilisé. Avec un réseau, l’application va rechercher d’elle-même les parties fausses. Sans réseau, elle dit ce qui manque. «\u00a0Tout vérifier maintenant\u00a0», dans la Bibliothèque, relit chaque octet, sans réseau.',
      ],
      [
        'Le navigateur peut-il effacer mes modèles\u202f?',
        'Oui, quand le disque se remplit ou après des semaines sans visite, sauf s’il a promis de les garder. La page «\u00a0Stockage\u00a0» dit ce qu’il en est ici et peut demander cette promesse. Elle montre aussi ce qu’occupe chaque modèle et efface les restes. Un modèle enregistré dans un fichier est à l’abri de tout cela.',
      ],
      [
        'J’ai supprimé un modèle par erreur.',
        'Jusqu’au prochain démarrage de l’application, vous pouvez le reprendre, dans la Bibliothèque ou sous «\u00a0Stockage\u00a0», sans réseau.',
      ],
      [
        'L’application s’est fermée pendant le chargement d’un modèle.',
        'Au démarrage suivant, elle dit de quel modèle il s’agissait et en nomme un plus petit. Rien de ce que vous avez écrit n’est perdu.',
      ],
    ],
    group: 'Pour une classe ou un bureau',
    groupQuestions: [
      [
        'Comment donner un modèle à trente appareils\u202f?',
        'Mettez-le sur un miroir\u00a0: un ordinateur de la salle qui propose les mêmes fichiers. Son adresse s’écrit sous «\u00a0Miroirs\u00a0», dans la page «\u00a0Depuis un dépôt\u00a0». Ou enregistrez le modèle une fois dans un fichier et faites circuler la clé. Les empreintes sont partout les mêmes\u202f; un miroir n’a donc pas à mériter votre confiance.',
      ],
      [
        'Comment avoir mon propre site pour une classe\u202f?',
        'N’importe quel ordinateur convient, même petit et sans internet. Les navigateurs ne permettent le processeur graphique et le travail sans réseau qu’en https\u202f; il faut donc un certificat. Le guide «\u00a0docs/deploy.md\u00a0», dans le code source, l’explique pas à pas.',
      ],
    ],
  },
  es: {
    getting: 'Conseguir modelos',
    gettingQuestions: [
      [
        '¿Dónde consigo más modelos?',
        'Abra la Biblioteca y mire en «Añadir un modelo». Un modelo puede venir de un repositorio (un sitio web donde se publican modelos), de un archivo o memoria USB, o de un dispositivo cercano. El sitio del que viene esta aplicación también puede ofrecer modelos.',
      ],
      [
        '¿Cómo tomo un modelo de un repositorio?',
        'Escriba su nombre como en su página (propietario/nombre), o pegue la dirección de la página, y elija «Buscar». Verá lo que se instalaría antes de descargar nada. La aplicación toma una versión fija. Si quien lo publica cambia después el modelo, aquí no cambia nada: se le muestra en qué difiere y usted decide.',
      ],
      [
        '¿Cómo llevo un modelo en una memoria USB?',
        'En la Biblioteca, elija «Guardar en un archivo» junto a un modelo y ponga el archivo en la memoria. En el otro dispositivo, abra «De un archivo o una memoria USB» y elíjalo. Ninguno de los dos necesita red, pero la aplicación debe haberse abierto una vez en cada uno.',
      ],
      [
        '¿Cómo paso un modelo sin internet?',
        'Conecte los dos dispositivos a una misma red, por ejemplo la que comparte un teléfono. Abra «De otro dispositivo» en ambos: uno envía y el otro recibe. Se encuentran con dos códigos QR, o con un texto que usted copia. El que recibe comprueba cada byte, así que no hace falta que confíe en el que envía.',
      ],
      [
        '¿Funcionará un modelo aquí?',
        'Cada oferta lo dice antes de descargar nada: cabe bien, puede ser lento o no cabe, con el motivo. Un archivo GGUF (una forma común de modelo en un solo archivo) funciona en el procesador principal (CPU). Funciona en el procesador gráfico si una biblioteca compilada le sirve. Una carpeta con formato MLC funciona solo en el procesador gráfico.',
      ],
      [
        '¿Puedo usar un modelo que yo he seguido entrenando?',
        'Sí. Tráigalo como archivo GGUF. Si tiene la misma forma que un modelo para el que este sitio tiene una biblioteca compilada, funciona también en el procesador gráfico. La aplicación compara las formas y dice qué partes sirven y cuáles difieren.',
      ],
    ],
    trust: 'Confianza y papeles',
    trustQuestions: [
      [
        '¿Quién puede ver lo que hago?',
        'Nadie ve sus textos. El sitio del que viene esta aplicación ve cuáles de sus archivos descarga usted. Un repositorio o un espejo ve qué modelo pide y su dirección de internet. De dispositivo a dispositivo, solo el otro dispositivo le ve. Con un archivo, nadie. Al principio de esta página puede contar las peticiones y poner a prueba la regla.',
      ],
      [
        '¿Cómo sé que un modelo es el correcto?',
        'Cada archivo tiene una huella, un número corto calculado a partir de todos sus bytes. La aplicación la compara cuando llega el archivo, y otra vez cuando se carga un modelo. «Avalado» quiere decir que un sitio en el que esta aplicación confía firmó el modelo. «Declarado por su repositorio» quiere decir que el repositorio publica las huellas. «Visto aquí primero» quiere decir que nadie lo hace: entonces la aplicación le pide su palabra.',
      ],
      [
        '¿Qué se comprueba antes de que un modelo se use?',
        'Sus archivos llegan a una cuarentena, donde nada puede usarlos. Cada byte se compara con su huella. Luego la aplicación mira qué significan los archivos: su estructura, la lista de palabras, la forma de una conversación, la biblioteca compilada. Solo entonces está listo el modelo. Un archivo que falla se guarda aparte con el motivo, en «Papeles», y se puede volver a pedir él solo.',
      ],
      [
        '¿Qué quiere decir «abierto» aquí?',
        'Los papeles dicen de cada parte de un modelo (pesos, código, datos de entrenamiento y otras) si es pública y dónde leerlo. «Código abierto» quiere decir que todo eso es público. «Pesos abiertos» quiere decir que usted puede usar y estudiar el modelo, pero no ver con qué se entrenó. «Restringido» quiere decir que la licencia limita su uso. Las medidas son la Open Source AI Definition y el Model Openness Framework.',
      ],
      [
        '¿Qué puedo hacer con un modelo?',
        'Sus papeles lo dicen con palabras sencillas, en «Lo que le pide la licencia», con el texto completo. Si el editor nombra una licencia conocida y no incluye su texto, la aplicación añade el texto estándar. Algunas licencias deben aceptarse antes de instalar. Si una licencia es solo para investigación, o un modelo no nombra su idioma, la aplicación lo dice antes de usarlo. La licencia va con cada copia que usted guarda o envía. Las palabras sencillas son una ayuda, no un consejo legal.',
      ],
      [
        '¿Qué son los papeles de un modelo?',
        'Dicen de dónde viene el modelo, paso a paso, qué pide su licencia, hasta qué punto es abierto y qué se comprobó. Puede guardarlos como lista de materiales (CycloneDX), de un modelo o de todo el dispositivo.',
      ],
    ],
    keeping: 'Descargas y almacenamiento',
    keepingQuestions: [
      [
        '¿Qué pasa si se corta una descarga?',
        'Sigue donde se paró, también después de reiniciar. En la Biblioteca puede pausar las descargas, cambiar su orden, limitar su velocidad o dejarlas solo para redes sin límite de datos.',
      ],
      [
        '¿Y si un modelo guardado está dañado o ha desaparecido?',
        'No se usa nunca. Con red, la aplicación vuelve a buscar por sí sola las partes incorrectas. Sin red, dice qué falta. «Comprobar todo ahora», en la Biblioteca, lee otra vez cada byte, sin red.',
      ],
      [
        '¿Puede el navegador borrar mis modelos?',
        'Sí, cuando el disco se llena o tras semanas sin visitas, salvo que haya prometido conservarlos. La página «Almacenamiento» dice qué vale aquí y puede pedir esa promesa. También muestra lo que ocupa cada modelo y borra los restos. Un modelo guardado en un archivo está a salvo de todo esto.',
      ],
      [
        'He eliminado un modelo por error.',
        'Hasta que la aplicación se inicie de nuevo puede recuperarlo, en la Biblioteca o en «Almacenamiento», sin red.',
      ],
      [
        'La aplicación se cerró mientras cargaba un modelo.',
        'Al iniciarse de nuevo dice qué modelo era y nombra uno más pequeño. No se pierde nada de lo que usted escribió.',
      ],
    ],
    group: 'Para una clase o una oficina',
    groupQuestions: [
      [
        '¿Cómo doy un modelo a treinta dispositivos?',
        'Póngalo en un espejo: un ordenador de la sala que ofrece los mismos archivos. Su dirección se escribe en «Espejos», en la página «De un repositorio». O guarde el modelo una vez en un archivo y haga circular la memoria. Las huellas son las mismas en todas partes, así que no hace falta confiar en un espejo.',
      ],
      [
        '¿Cómo tengo mi propio sitio para una clase?',
        'Sirve cualquier ordenador, también uno pequeño y sin internet. Los navegadores solo permiten el procesador gráfico y el trabajo sin red con https, así que necesita un certificado. La guía «docs/deploy.md», en el código fuente, lo explica paso a paso.',
      ],
    ],
  },
  ar: {
    getting: 'الحصول على النماذج',
    gettingQuestions: [
      [
        'أين توجد نماذج أخرى؟',
        'في المكتبة، تحت «إضافة نموذج». قد يأتي النموذج من مستودع (موقع ينشر فيه الناس نماذجهم)، أو من ملف أو ذاكرة USB، أو من جهاز قريب. ويمكن للموقع الذي جاء منه هذا التطبيق أن يعرض نماذج أيضًا.',
      ],
      [
        'كيف أحصل على نموذج من مستودع؟',
        'اكتب اسمه كما في صفحته (المالك/الاسم)، أو الصق عنوان الصفحة، ثم اختر «البحث عنه». ترى ما سيُثبَّت قبل تنزيل أي شيء. يأخذ التطبيق نسخة ثابتة. وإذا غيّر الناشر النموذج لاحقًا فلا يتغير شيء هنا: يُعرض عليك الفرق، والقرار لك.',
      ],
      [
        'كيف أنقل نموذجًا على ذاكرة USB؟',
        'في المكتبة، اختر «حفظ في ملف» بجانب النموذج، وضع الملف على الذاكرة. وعلى الجهاز الآخر افتح «من ملف أو ذاكرة USB» واختر الملف. لا يحتاج أي من الجهازين إلى شبكة، لكن يجب أن يكون التطبيق قد فُتح مرة على كل منهما.',
      ],
      [
        'كيف أنقل نموذجًا دون إنترنت؟',
        'صِل الجهازين بشبكة واحدة، مثل نقطة اتصال هاتف. افتح «من جهاز آخر» على الجهازين: أحدهما يرسل والآخر يستقبل. يجد كل منهما الآخر برمزي QR، أو بنص تنسخه. والجهاز المستقبِل يفحص كل بايت، فلا يحتاج إلى الثقة بالمرسل.',
      ],
      [
        'هل سيعمل النموذج هنا؟',
        `كل عرض يقول ذلك قبل تنزيل أي شيء: مناسب، أو قد يكون بطيئًا، أو لا يناسب، مع السبب. يعمل ملف ${ltr('GGUF')} (شكل شائع للنماذج في ملف واحد) على المعالج الرئيسي (${ltr('CPU')}). ويعمل على معالج الرسومات إذا ناسبته مكتبة مترجمة. أما المجلد بصيغة ${ltr('MLC')} فيعمل على معالج الرسومات وحده.`,
      ],
      [
        'هل أستطيع استخدام نموذج درّبته أنا تدريبًا إضافيًا؟',
        `نعم، على شكل ملف ${ltr('GGUF')}. إذا كان له شكل نموذج لدى هذا الموقع مكتبة مترجمة له، فإنه يعمل على معالج الرسومات أيضًا. يقارن التطبيق الشكلين ويقول أي الأجزاء يناسب وأيها يختلف.`,
      ],
    ],
    trust: 'الثقة والوثائق',
    trustQuestions: [
      [
        'من يستطيع أن يرى ما أفعله؟',
        'لا أحد يرى نصوصك. الموقع الذي جاء منه هذا التطبيق يرى أيًّا من ملفاته تنزّل. والمستودع أو المرآة يرى أي نموذج تطلب، وعنوانك على الإنترنت. ومن جهاز إلى جهاز لا يراك إلا الجهاز الآخر. ومع ملف لا يراك أحد. في أعلى هذه الصفحة يمكنك عدّ الطلبات واختبار القاعدة.',
      ],
      [
        'كيف أعرف أن النموذج هو الصحيح؟',
        'لكل ملف بصمة، وهي رقم قصير محسوب من كل بايتاته. يقارنها التطبيق عند وصول الملف، ومرة أخرى عند تحميل النموذج. «مضمون» تعني أن موقعًا يثق به هذا التطبيق وقّع النموذج. و«أعلنه مستودعه» تعني أن المستودع ينشر البصمات. و«شوهد هنا أولًا» تعني أن لا أحد يفعل ذلك، وعندها يطلب التطبيق كلمة منك.',
      ],
      [
        'ما الذي يُفحص قبل أن يُستخدم النموذج؟',
        'تصل ملفاته إلى حجر لا يستطيع فيه شيء أن يستخدمها. ويُقارن كل بايت ببصمته. ثم ينظر التطبيق في معنى الملفات: بنيتها، وقائمة الكلمات، وشكل المحادثة، والمكتبة المترجمة. عندئذ فقط يصبح النموذج جاهزًا. والملف الذي لا ينجح يُحفظ جانبًا مع السبب، تحت «الوثائق»، ويمكن جلبه وحده من جديد.',
      ],
      [
        'ما معنى «مفتوح» هنا؟',
        `تقول الوثائق عن كل جزء من النموذج (الأوزان والشيفرة وبيانات التدريب وغيرها) هل هو منشور، وأين يُقرأ ذلك. «مفتوح المصدر» تعني أن كل ذلك منشور. و«أوزان مفتوحة» تعني أنك تستطيع تشغيل النموذج ودراسته، لكن دون أن ترى على ماذا دُرّب. و«مقيَّد» تعني أن الرخصة تحدّ من استخدامه. والمقاييس هي ${ltr('Open Source AI Definition')} و${ltr('Model Openness Framework')}.`,
      ],
      [
        'ماذا يحق لي أن أفعل بالنموذج؟',
        'تقول وثائقه ذلك بكلمات بسيطة، تحت «ما تطلبه منك الرخصة»، مع النص الكامل. وإذا ذكر الناشر رخصة معروفة ولم يرفق نصها، أضاف التطبيق النص المعياري. وبعض الرخص يجب قبولها قبل التثبيت. وإذا كانت الرخصة للبحث فقط، أو كان النموذج لا يذكر لغتك، فإن التطبيق يقول ذلك قبل الاستخدام. والرخصة ترافق كل نسخة تحفظها أو ترسلها. والكلمات البسيطة عون لا مشورة قانونية.',
      ],
      [
        'ما وثائق النموذج؟',
        `تقول من أين جاء النموذج خطوة خطوة، وما تطلبه رخصته، ومدى انفتاحه، وما فُحص منه. ويمكن حفظها كقائمة مكوّنات (${isolate('CycloneDX')})، لنموذج واحد أو للجهاز كله.`,
      ],
    ],
    keeping: 'التنزيلات والتخزين',
    keepingQuestions: [
      [
        'ماذا يحدث إذا انقطع التنزيل؟',
        'يستمر من حيث توقف، حتى بعد إعادة التشغيل. وفي المكتبة يمكن إيقاف التنزيلات مؤقتًا، أو تغيير ترتيبها، أو تحديد سرعتها، أو قصرها على الشبكات غير محدودة البيانات.',
      ],
      [
        'ماذا لو كان نموذج محفوظ تالفًا أو مفقودًا؟',
        'لا يُستخدم أبدًا. مع وجود شبكة يجلب التطبيق الأجزاء الخاطئة من جديد تلقائيًا. ودون شبكة يقول ما ينقص. والزر «فحص كل شيء الآن» في المكتبة يقرأ كل بايت من جديد دون شبكة.',
      ],
      [
        'هل يستطيع المتصفح أن يمحو نماذجي؟',
        'نعم، إذا امتلأ القرص أو بعد أسابيع دون زيارة، إلا إذا تعهّد بالاحتفاظ بها. صفحة «التخزين» تقول ما الحال هنا، ويمكنها طلب هذا التعهّد. وتُظهر أيضًا ما يشغله كل نموذج، وتمحو البقايا. والنموذج المحفوظ في ملف في مأمن من كل هذا.',
      ],
      [
        'حذفتُ نموذجًا بالخطأ.',
        'يمكن استعادته إلى أن يُشغَّل التطبيق من جديد، من المكتبة أو من «التخزين»، دون شبكة.',
      ],
      [
        'أُغلق التطبيق أثناء تحميل نموذج.',
        'عند التشغيل التالي يقول أي نموذج كان، ويسمّي نموذجًا أصغر. ولا يضيع شيء مما كتبت.',
      ],
    ],
    group: 'لصف أو لمكتب',
    groupQuestions: [
      [
        'كيف أعطي نموذجًا واحدًا لثلاثين جهازًا؟',
        'ضعه على مرآة: حاسوب في القاعة يعرض الملفات نفسها. يُكتب عنوانه تحت «المرايا» في صفحة «من مستودع». أو احفظ النموذج مرة في ملف ومرّر الذاكرة على الجميع. والبصمات واحدة في كل مكان، فلا حاجة إلى الثقة بالمرآة.',
      ],
      [
        'كيف أقيم موقعًا خاصًا بي لصف؟',
        `يكفي أي حاسوب، حتى لو كان صغيرًا ودون إنترنت. لا تسمح المتصفحات بمعالج الرسومات وبالعمل دون شبكة إلا مع ${ltr('https')}، فيلزم إذن شهادة. والدليل «docs/deploy.md» في شيفرة المصدر يشرح ذلك خطوة خطوة.`,
      ],
    ],
  },
});
