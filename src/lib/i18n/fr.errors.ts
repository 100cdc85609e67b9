import type { Messages } from './messages';

export const frErrors: Messages['errors'] = {
  'device/no-webgpu': {
    what: 'Ce navigateur ne peut pas utiliser le processeur graphique.',
    todo: 'Choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages.',
  },
  'device/gpu-too-small': {
    what: 'Le processeur graphique est trop petit pour ce modèle.',
    todo: 'Choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages, ou un modèle plus petit.',
  },
  'device/gpu-lost': {
    what: 'Le processeur graphique ne répond plus.',
    todo: 'Votre texte est conservé. Réessayez\u202f; si cela se répète, choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages.',
    again:
      'Il s’est arrêté deux fois en une minute. Votre texte est conservé. Choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages, ou un modèle plus petit.',
  },
  'device/gpu-memory': {
    what: 'Le processeur graphique n’a pas assez de mémoire libre.',
    todo: 'Fermez d’autres programmes ou onglets, ou choisissez un modèle plus petit.',
  },
  'device/wasm-unsupported': {
    what: 'Il manque à ce navigateur une fonction dont les modèles ont besoin (mémoire WebAssembly 64 bits).',
    todo: 'Utilisez la dernière version de Chrome, Edge ou Firefox, ou un appareil dont le processeur graphique peut exécuter des modèles.',
  },
  'device/needs-gpu': {
    what: 'Ce modèle fonctionne uniquement sur un processeur graphique, et aucun qui convienne n’a été trouvé ici.',
    todo: 'Choisissez un autre modèle, ou utilisez un appareil et un navigateur avec WebGPU.',
  },
  'storage/quota': {
    what: 'Il n’y a pas assez d’espace libre\u00a0: il faut {needed}, il reste {available}.',
    todo: 'Libérez de l’espace sur le disque, ou supprimez les téléchargements inachevés dans la bibliothèque. Puis réessayez.',
  },
  'storage/unavailable': {
    what: 'Ce navigateur ne laisse pas l’application enregistrer des modèles.',
    todo: 'Quittez la navigation privée, ou autorisez les données de site pour cette application.',
  },
  'storage/write-failed': {
    what: 'Un fichier n’a pas pu être enregistré.',
    todo: 'Vérifiez que le disque n’est pas plein. Ce qui est déjà arrivé est conservé\u202f; réessayez.',
  },
  'storage/busy': {
    what: 'Un autre onglet utilise ce fichier.',
    todo: 'Fermez l’autre onglet, ou attendez qu’il ait terminé.',
  },
  'storage/worker-ended': {
    what: 'La partie de l’application qui garde les modèles s’est arrêtée, et a été relancée.',
    todo: 'Ce qui est stocké est conservé. Réessayez\u202f; les téléchargements continuent d’eux-mêmes.',
  },
  'source/unreachable': {
    what: 'Le serveur qui fournit le modèle est injoignable.',
    todo: 'Vérifiez le réseau et réessayez. Rien de ce qui est arrivé n’est perdu.',
  },
  'source/http-status': {
    what: 'Le serveur a répondu par une erreur ({status}).',
    todo: 'Réessayez plus tard. Rien de ce qui est arrivé n’est perdu.',
  },
  'source/stalled': {
    what: 'Le téléchargement est resté bloqué trop longtemps.',
    todo: 'Réessayez quand le réseau sera meilleur. Rien de ce qui est arrivé n’est perdu.',
  },
  'source/web-page': {
    what: 'Ce réseau a envoyé une page web à la place du modèle. Il demande peut-être une connexion à un compte.',
    todo: 'Ouvrez n’importe quel site dans un autre onglet, connectez-vous au réseau, puis réessayez.',
  },
  'source/too-long': {
    what: 'Le serveur a envoyé plus d’octets que prévu.',
    todo: 'Prévenez la personne qui gère le serveur. Rien d’incorrect n’a été enregistré.',
  },
  'source/too-short': {
    what: 'Le serveur a arrêté l’envoi du fichier trop tôt.',
    todo: 'Réessayez. Si cela se reproduit, prévenez la personne qui gère le serveur.',
  },
  'source/digest': {
    what: 'Le fichier reçu n’est pas celui qui était annoncé.',
    todo: 'Il n’a pas été enregistré. Réessayez sur un autre réseau\u202f; si cela se reproduit, prévenez la personne qui publie le modèle.',
  },
  'source/redirected': {
    what: 'Le serveur nous a renvoyés vers une autre adresse, ce qui n’est pas permis.',
    todo: 'Prévenez la personne qui gère le serveur.',
  },
  'pack/manifest-invalid': {
    what: 'La description de ce modèle contient une erreur ({where}).',
    todo: 'Prévenez la personne qui l’a publiée. Rien n’a été installé.',
  },
  'pack/manifest-too-large': {
    what: 'La description de ce modèle est trop longue.',
    todo: 'Prévenez la personne qui l’a publiée. Rien n’a été installé.',
  },
  'pack/missing': {
    what: 'Il manque un fichier de ce modèle sur cet appareil.',
    todo: 'Avec un réseau, il est repris automatiquement à l’ouverture de l’application. Ou ouvrez la bibliothèque et choisissez «\u00a0Réparer\u00a0».',
  },
  'pack/corrupt': {
    what: 'Un fichier de ce modèle est abîmé. Il n’a donc pas été utilisé.',
    todo: 'Ouvrez la bibliothèque et choisissez «\u00a0Réparer\u00a0». Seuls les morceaux abîmés seront téléchargés.',
  },
  'pack/in-use': {
    what: 'Le modèle est en cours d’utilisation.',
    todo: 'Arrêtez le travail qui l’utilise, aussi dans les autres onglets. Puis réessayez.',
  },
  'pack/licence-not-accepted': {
    what: 'La licence de ce modèle n’a pas été acceptée.',
    todo: 'Lisez-la et acceptez-la, ou choisissez un autre modèle.',
  },
  'pack/newer-format': {
    what: 'Ce modèle a été préparé pour une version plus récente de l’application.',
    todo: 'Rechargez l’application avec une connexion au réseau pour obtenir la dernière version.',
  },
  'gguf/not-gguf': { what: 'Ce fichier n’est pas un modèle GGUF.', todo: 'Choisissez un autre fichier.' },
  'gguf/truncated': {
    what: 'Le fichier du modèle est incomplet.',
    todo: 'Téléchargez ou copiez de nouveau le fichier.',
  },
  'gguf/limits': {
    what: 'Le fichier du modèle contient des informations impossibles.',
    todo: 'Ne l’utilisez pas. Choisissez un autre fichier.',
  },
  'gguf/unsupported': {
    what: 'Ce type de modèle ne peut pas fonctionner ici sur le processeur graphique.',
    todo: 'Choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages, ou un autre modèle.',
  },
  'gguf/tokenizer': {
    what: 'Le vocabulaire de ce modèle est illisible.',
    todo: 'Choisissez un autre fichier.',
  },
  'gguf/split': {
    what: 'Ce modèle est coupé en plusieurs fichiers ({file}), que cette application ne sait pas réunir.',
    todo: 'Choisissez-en une copie en un seul fichier. Ou réunissez les parties avec gguf-split de llama.cpp, puis apportez le fichier ici.',
  },
  'document/too-large': {
    what: 'Le texte est trop long pour être traité en une fois.',
    todo: 'Traduisez-le en plusieurs parties.',
  },
  'engine/no-library': {
    what: 'Il n’y a pas de bibliothèque compilée pour ce modèle.',
    todo: 'Choisissez «\u00a0Processeur principal (CPU)\u00a0» dans les réglages. Une bibliothèque pour sa forme peut être compilée\u00a0: docs/compile.md explique comment.',
  },
  'engine/load-failed': {
    what: 'Le modèle n’a pas pu être chargé.',
    todo: 'Réessayez. Si cela échoue encore, ouvrez la bibliothèque et choisissez «\u00a0Vérifier à nouveau\u00a0».',
  },
  'engine/worker-died': {
    what: 'Le moteur s’est arrêté.',
    todo: 'Votre texte est conservé. Réessayez\u202f; si l’appareil a peu de mémoire, choisissez un modèle plus petit.',
  },
  'engine/worker-hung': {
    what: 'Le moteur n’a pas répondu pendant longtemps et a été arrêté.',
    todo: 'Votre texte est conservé. Réessayez.',
  },
  'engine/not-loaded': { what: 'Aucun modèle n’est chargé.', todo: 'Choisissez un modèle et réessayez.' },
  'engine/too-long': {
    what: 'Le texte est trop long pour ce modèle.',
    todo: 'Raccourcissez-le, ou découpez-le.',
  },
  'engine/degenerate': {
    what: 'Le modèle écrivait un texte sans aucun sens et a été arrêté.',
    todo: 'Réessayez, ou choisissez un autre modèle.',
  },
  'engine/busy': {
    what: 'Le moteur a trop de travail.',
    todo: 'Attendez que le travail précédent soit terminé.',
  },
  'engine/generate-failed': {
    what: 'Le modèle a échoué pendant l’écriture.',
    todo: 'Votre texte est conservé. Réessayez.',
  },
  'source/not-found': {
    what: 'Il n’y a pas de modèle ou de fichier à cette adresse ({what}).',
    todo: 'Vérifiez le nom\u00a0: propriétaire/modèle, comme sur la page du modèle. Majuscules et minuscules comptent.',
  },
  'source/no-model': {
    what: 'Il n’y a dans {what} aucun modèle que cette application peut faire fonctionner.',
    todo: 'L’application prend les fichiers GGUF et les modèles compilés par MLC. Cherchez sur le dépôt un GGUF du même modèle.',
  },
  'source/needs-account': {
    what: 'L’éditeur ne donne ce modèle qu’aux personnes connectées qui ont accepté ses conditions ({what}).',
    todo: 'Téléchargez le fichier avec votre propre compte, puis ajoutez le fichier ici.',
  },
  'source/hub-answer': {
    what: 'Le hub a répondu par quelque chose que cette application ne sait pas lire ({what}).',
    todo: 'Vérifiez l’adresse du hub. Si elle est juste, le hub a peut-être changé\u202f; une version plus récente de l’application peut aider.',
  },
  'source/gone': {
    what: 'L’origine de ce transfert ({what}) n’est pas disponible.',
    todo: 'Choisissez de nouveau le fichier, connectez un appareil qui a ce modèle, ou installez-le là où cette application le propose. Ce qui est arrivé est conservé.',
  },
  'source/insecure': {
    what: 'L’application a été ouverte en https, et {host} n’offre que http\u00a0: les navigateurs ne le permettent pas.',
    todo: 'Donnez https à l’autre côté (docs/deploy.md explique comment), ou apportez le modèle par fichier ou depuis un autre appareil.',
  },
  'source/local-network': {
    what: 'Le navigateur n’a pas autorisé cette page à joindre {host} sur votre propre réseau.',
    todo: 'Si le navigateur pose une question sur les appareils de votre réseau local, acceptez\u202f; ou faites-le dans ses réglages pour ce site. Puis réessayez.',
  },
  'source/limited': {
    what: '{host} a reçu assez de questions de cette adresse internet pour le moment.',
    todo: 'Attendez, une heure au plus, et réessayez. Tous ceux qui sont derrière une même adresse partagent la limite\u00a0: un miroir dans la salle ne demande qu’une fois pour tous.',
  },
  'pack/signature': {
    what: 'La liste de modèles de ce site n’est pas signée par la clé à laquelle cette application fait confiance.',
    todo: 'Rien n’en a été utilisé. Prévenez la personne qui gère le site\u202f; ce qui est installé fonctionne toujours.',
  },
  'pack/rollback': {
    what: 'Le site a proposé une liste de modèles plus ancienne ({version}) que celle déjà vue ici ({seen}).',
    todo: 'Elle n’a pas été utilisée. Quelqu’un rejoue peut-être une vieille copie\u00a0: essayez un autre réseau, ou prévenez la personne qui gère le site.',
  },
  'pack/expired': {
    what: 'La liste de modèles de ce site était valable jusqu’au {until}.',
    todo: 'Vérifiez la date de cet appareil. Si elle est juste, le site n’a pas été renouvelé\u202f; prévenez la personne qui le gère. Ce qui est installé fonctionne toujours.',
  },
  'pack/needs-word': {
    what: 'Personne ne répond de ce modèle\u00a0: son empreinte est vue ici pour la première fois.',
    todo: 'Lisez ce que l’on en sait, puis dites que vous le voulez quand même.',
  },
  'pack/unfit': {
    what: 'Les fichiers sont arrivés entiers, mais ne sont pas ce qu’ils prétendent être\u00a0: {what} ({file}).',
    todo: 'Le modèle n’a pas été rendu utilisable. Choisissez une autre copie, ou prévenez son éditeur.',
  },
  'archive/unknown-kind': {
    what: 'Ce n’est pas un modèle que Haversack connaît\u00a0: {file}.',
    todo: 'Choisissez un fichier GGUF, un paquet enregistré par Haversack, ou un dossier contenant un modèle au format MLC.',
  },
  'archive/damaged': {
    what: 'Le fichier du paquet est abîmé ou coupé ({what}).',
    todo: 'Copiez-le de nouveau depuis son origine. Rien de faux n’a été enregistré.',
  },
  'archive/limits': {
    what: 'Le fichier du paquet est fait pour tromper, ou bien plus grand que tout modèle ({what}).',
    todo: 'Ne l’utilisez pas. Rien n’a été enregistré.',
  },
  'archive/extra': {
    what: 'Le fichier du paquet contient quelque chose qui n’appartient pas au modèle ({what}).',
    todo: 'Rien n’a été enregistré. Si quelqu’un l’a décompressé puis recompressé, décompressez-le de nouveau et choisissez le dossier.',
  },
  'archive/choose-again': {
    what: 'Pour continuer, l’application a de nouveau besoin du fichier {file}.',
    todo: 'Choisissez le même fichier. Ce qui est arrivé est conservé.',
  },
  'archive/other-format': {
    what: '{file} est un modèle au format {format}, que cette application ne peut pas faire fonctionner.',
    todo: 'Cherchez le même modèle en fichier GGUF\u00a0: «\u00a0Depuis un dépôt\u00a0» peut en chercher un.',
  },
  'archive/compressed': {
    what: '{file} est compressé ({format}).',
    todo: 'Décompressez-le d’abord, puis choisissez ce qu’il contenait.',
  },
  'archive/stand-in': {
    what: '{file} n’est pas le modèle lui-même\u00a0: il est vide, c’est une page web, ou une note qui en tient lieu.',
    todo: 'Téléchargez de nouveau le modèle. Si le site demande une connexion, connectez-vous d’abord. Une copie faite avec git a aussi besoin de ses gros fichiers.',
  },
  'mlc/invalid': {
    what: 'Un fichier de ce modèle n’est pas correct\u00a0: {file} ({problem}).',
    todo: 'Téléchargez de nouveau le modèle chez son éditeur, ou choisissez-en un autre.',
  },
  'peer/failed': {
    what: 'La connexion à l’autre appareil n’a pas pu se faire, ou s’est perdue.',
    todo: 'Gardez les deux appareils sur le même réseau et cette page ouverte sur les deux, puis reconnectez. Ce qui est arrivé est conservé.',
  },
  'peer/code': {
    what: 'Ce n’est pas un code de connexion de Haversack, ou il est incomplet.',
    todo: 'Copiez ou scannez de nouveau le code entier depuis l’autre appareil.',
  },
  'peer/protocol': {
    what: 'L’autre appareil a envoyé quelque chose d’inattendu\u202f; la connexion a été coupée.',
    todo: 'Rien de faux n’a été gardé. Mettez l’application à jour sur les deux appareils et reconnectez-les, ou utilisez un autre appareil.',
  },
  'device/no-signatures': {
    what: 'Ce navigateur est trop ancien pour vérifier qui a signé la liste des modèles (Ed25519).',
    todo: 'Utilisez la dernière version de votre navigateur. D’ici là, chaque modèle compte comme vu ici pour la première fois.',
  },
  'bug/unexpected': {
    what: 'L’application a rencontré une erreur interne.',
    todo: 'Votre texte est conservé. Rechargez la page\u202f; si cela se reproduit, signalez-le en joignant les détails.',
  },
};
