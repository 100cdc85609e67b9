import type { Messages } from './messages';

export const esErrors: Messages['errors'] = {
  'device/no-webgpu': {
    what: 'Este navegador no puede usar el procesador gráfico.',
    todo: 'Elija «Procesador principal (CPU)» en los ajustes.',
  },
  'device/gpu-too-small': {
    what: 'El procesador gráfico es demasiado pequeño para este modelo.',
    todo: 'Elija «Procesador principal (CPU)» en los ajustes, o un modelo más pequeño.',
  },
  'device/gpu-lost': {
    what: 'El procesador gráfico ha dejado de responder.',
    todo: 'Su texto se conserva. Inténtelo de nuevo; si ocurre a menudo, elija «Procesador principal (CPU)» en los ajustes.',
    again:
      'Ha fallado dos veces en un minuto. Su texto se conserva. Elija «Procesador principal (CPU)» en los ajustes, o un modelo más pequeño.',
  },
  'device/gpu-memory': {
    what: 'El procesador gráfico no tiene suficiente memoria libre.',
    todo: 'Cierre otros programas o pestañas, o elija un modelo más pequeño.',
  },
  'device/wasm-unsupported': {
    what: 'A este navegador le falta una función que los modelos necesitan (memoria WebAssembly de 64 bits).',
    todo: 'Use la última versión de Chrome, Edge o Firefox, o un dispositivo cuyo procesador gráfico pueda ejecutar modelos.',
  },
  'device/needs-gpu': {
    what: 'Este modelo solo funciona en un procesador gráfico, y aquí no se ha encontrado ninguno que sirva.',
    todo: 'Elija otro modelo, o use un dispositivo y un navegador con WebGPU.',
  },
  'storage/quota': {
    what: 'No hay suficiente espacio libre: se necesitan {needed} y hay {available}.',
    todo: 'Libere espacio en el disco o borre las descargas sin terminar en la biblioteca. Después, inténtelo de nuevo.',
  },
  'storage/unavailable': {
    what: 'Este navegador no deja que la aplicación guarde modelos.',
    todo: 'Salga de la navegación privada o permita los datos de sitio para esta aplicación.',
  },
  'storage/write-failed': {
    what: 'No se ha podido guardar un archivo.',
    todo: 'Compruebe que el disco no está lleno. Lo que ya ha llegado se conserva; inténtelo de nuevo.',
  },
  'storage/busy': {
    what: 'Otra pestaña está usando este archivo.',
    todo: 'Cierre la otra pestaña o espere a que termine.',
  },
  'storage/worker-ended': {
    what: 'La parte de la aplicación que guarda los modelos se detuvo y se ha iniciado de nuevo.',
    todo: 'Lo guardado se conserva. Inténtelo de nuevo; las descargas siguen por sí solas.',
  },
  'source/unreachable': {
    what: 'No se ha podido conectar con el servidor que ofrece el modelo.',
    todo: 'Compruebe la red e inténtelo de nuevo. Nada de lo que ha llegado se pierde.',
  },
  'source/http-status': {
    what: 'El servidor ha respondido con un error ({status}).',
    todo: 'Inténtelo más tarde. Nada de lo que ha llegado se pierde.',
  },
  'source/stalled': {
    what: 'La descarga ha estado parada demasiado tiempo.',
    todo: 'Inténtelo de nuevo cuando la red vaya mejor. Nada de lo que ha llegado se pierde.',
  },
  'source/web-page': {
    what: 'Esta red ha enviado una página web en lugar del modelo. Puede que pida iniciar sesión.',
    todo: 'Abra cualquier sitio web en otra pestaña, inicie sesión en la red e inténtelo de nuevo.',
  },
  'source/too-long': {
    what: 'El servidor ha enviado más bytes de los que debía.',
    todo: 'Avise a la persona que gestiona el servidor. No se ha guardado nada incorrecto.',
  },
  'source/too-short': {
    what: 'El servidor ha cortado el archivo antes de tiempo.',
    todo: 'Inténtelo de nuevo. Si vuelve a ocurrir, avise a la persona que gestiona el servidor.',
  },
  'source/digest': {
    what: 'El archivo recibido no es el que se había anunciado.',
    todo: 'No se ha guardado. Inténtelo de nuevo en otra red; si vuelve a ocurrir, avise a quien publica el modelo.',
  },
  'source/redirected': {
    what: 'El servidor nos ha enviado a otra dirección, y eso no está permitido.',
    todo: 'Avise a la persona que gestiona el servidor.',
  },
  'pack/manifest-invalid': {
    what: 'La descripción de este modelo tiene un error ({where}).',
    todo: 'Avise a quien la ha publicado. No se ha instalado nada.',
  },
  'pack/manifest-too-large': {
    what: 'La descripción de este modelo es demasiado larga.',
    todo: 'Avise a quien la ha publicado. No se ha instalado nada.',
  },
  'pack/missing': {
    what: 'Falta un archivo de este modelo en este dispositivo.',
    todo: 'Con red se trae de nuevo por sí solo al abrir la aplicación. O abra la biblioteca y elija «Reparar».',
  },
  'pack/corrupt': {
    what: 'Un archivo de este modelo está dañado, por eso no se ha usado.',
    todo: 'Abra la biblioteca y elija «Reparar». Solo se descargarán los fragmentos dañados.',
  },
  'pack/in-use': {
    what: 'El modelo se está usando.',
    todo: 'Detenga el trabajo que lo usa, también en otras pestañas. Después, inténtelo de nuevo.',
  },
  'pack/licence-not-accepted': {
    what: 'No se ha aceptado la licencia de este modelo.',
    todo: 'Léala y acéptela, o elija otro modelo.',
  },
  'pack/newer-format': {
    what: 'Este modelo se preparó para una versión más reciente de la aplicación.',
    todo: 'Vuelva a cargar la aplicación con conexión a la red para obtener la última versión.',
  },
  'gguf/not-gguf': { what: 'Este archivo no es un modelo GGUF.', todo: 'Elija otro archivo.' },
  'gguf/truncated': {
    what: 'El archivo del modelo está incompleto.',
    todo: 'Descargue o copie el archivo otra vez.',
  },
  'gguf/limits': {
    what: 'El archivo del modelo contiene datos imposibles.',
    todo: 'No lo use. Elija otro archivo.',
  },
  'gguf/unsupported': {
    what: 'Este tipo de modelo no puede funcionar aquí en el procesador gráfico.',
    todo: 'Elija «Procesador principal (CPU)» en los ajustes, u otro modelo.',
  },
  'gguf/tokenizer': {
    what: 'No se puede leer el vocabulario de este modelo.',
    todo: 'Elija otro archivo.',
  },
  'gguf/split': {
    what: 'Este modelo está dividido en varios archivos ({file}), que esta aplicación no puede unir.',
    todo: 'Elija una copia en un solo archivo. O una las partes con gguf-split de llama.cpp y traiga aquí el archivo.',
  },
  'document/too-large': {
    what: 'El texto es demasiado largo para una sola vez.',
    todo: 'Tradúzcalo por partes.',
  },
  'engine/no-library': {
    what: 'No hay una biblioteca compilada para este modelo.',
    todo: 'Elija «Procesador principal (CPU)» en los ajustes. Se puede compilar una biblioteca para su forma: docs/compile.md explica cómo.',
  },
  'engine/load-failed': {
    what: 'No se ha podido cargar el modelo.',
    todo: 'Inténtelo de nuevo. Si vuelve a fallar, abra la biblioteca y elija «Comprobar otra vez».',
  },
  'engine/worker-died': {
    what: 'El motor se ha parado.',
    todo: 'Su texto se conserva. Inténtelo de nuevo; si el dispositivo tiene poca memoria, elija un modelo más pequeño.',
  },
  'engine/worker-hung': {
    what: 'El motor ha tardado demasiado en responder y se ha detenido.',
    todo: 'Su texto se conserva. Inténtelo de nuevo.',
  },
  'engine/not-loaded': {
    what: 'No hay ningún modelo cargado.',
    todo: 'Elija un modelo e inténtelo de nuevo.',
  },
  'engine/too-long': {
    what: 'El texto es demasiado largo para este modelo.',
    todo: 'Acórtelo o divídalo.',
  },
  'engine/degenerate': {
    what: 'El modelo escribía cosas sin sentido y se ha detenido.',
    todo: 'Inténtelo de nuevo o elija otro modelo.',
  },
  'engine/busy': {
    what: 'El motor tiene demasiado trabajo.',
    todo: 'Espere a que termine el trabajo anterior.',
  },
  'engine/generate-failed': {
    what: 'El modelo ha fallado mientras escribía.',
    todo: 'Su texto se conserva. Inténtelo de nuevo.',
  },
  'source/not-found': {
    what: 'No hay ningún modelo ni archivo en esta dirección ({what}).',
    todo: 'Compruebe el nombre: propietario/modelo, como en la página del modelo. Importan las mayúsculas.',
  },
  'source/no-model': {
    what: 'En {what} no hay ningún modelo que esta aplicación pueda usar.',
    todo: 'La aplicación usa archivos GGUF y modelos compilados por MLC. Busque en el repositorio un GGUF del mismo modelo.',
  },
  'source/needs-account': {
    what: 'El editor solo da este modelo a personas con cuenta que han aceptado sus condiciones ({what}).',
    todo: 'Descargue el archivo con su propia cuenta y añada el archivo aquí.',
  },
  'source/hub-answer': {
    what: 'El repositorio respondió algo que esta aplicación no puede leer ({what}).',
    todo: 'Compruebe la dirección del repositorio. Si es correcta, puede haber cambiado: una versión más nueva de la aplicación puede ayudar.',
  },
  'source/gone': {
    what: 'El origen de esta descarga ({what}) ahora no está disponible.',
    todo: 'Elija el archivo otra vez, conecte un dispositivo que tenga el modelo, o instálelo donde esta aplicación lo ofrece. Lo que llegó se conserva.',
  },
  'source/insecure': {
    what: 'La aplicación se abrió por https y {host} solo ofrece http: los navegadores no lo permiten.',
    todo: 'Ponga https en el otro lado (docs/deploy.md explica cómo), o traiga el modelo en un archivo o desde otro dispositivo.',
  },
  'source/local-network': {
    what: 'El navegador no ha permitido que esta página llegue a {host} en su propia red.',
    todo: 'Si el navegador pregunta por los dispositivos de su red local, permítalo; o hágalo en los ajustes de este sitio. Después inténtelo otra vez.',
  },
  'source/limited': {
    what: '{host} ya ha recibido bastantes preguntas de esta dirección de internet por ahora.',
    todo: 'Espere, una hora como mucho, e inténtelo otra vez. Todos los que están detrás de una dirección comparten el límite: un espejo en el aula pregunta una sola vez por todos.',
  },
  'pack/signature': {
    what: 'La lista de modelos de este sitio no está firmada con la clave en la que confía esta aplicación.',
    todo: 'No se usó nada de ella. Avise a quien gestiona el sitio; lo instalado sigue funcionando.',
  },
  'pack/rollback': {
    what: 'El sitio ofreció una lista de modelos más antigua ({version}) que la que este dispositivo ya vio ({seen}).',
    todo: 'No se usó. Alguien puede estar repitiendo una copia vieja: pruebe otra red, o avise a quien gestiona el sitio.',
  },
  'pack/expired': {
    what: 'La lista de modelos de este sitio valía hasta {until}.',
    todo: 'Compruebe la fecha de este dispositivo. Si es correcta, el sitio no se ha renovado: avise a quien lo gestiona. Lo instalado sigue funcionando.',
  },
  'pack/needs-word': {
    what: 'Nadie responde por este modelo: su huella se ve aquí por primera vez.',
    todo: 'Lea lo que se sabe de él y diga que lo quiere de todos modos.',
  },
  'pack/unfit': {
    what: 'Los archivos llegaron enteros, pero no son lo que dicen ser: {what} ({file}).',
    todo: 'El modelo no se puso en uso. Elija otra copia, o avise a su editor.',
  },
  'archive/unknown-kind': {
    what: 'Esto no es un modelo que Haversack conozca: {file}.',
    todo: 'Elija un archivo GGUF, un paquete guardado por Haversack o una carpeta con un modelo en formato MLC.',
  },
  'archive/damaged': {
    what: 'El archivo del paquete está dañado o cortado ({what}).',
    todo: 'Cópielo de nuevo desde donde lo obtuvo. No se guardó nada incorrecto.',
  },
  'archive/limits': {
    what: 'El archivo del paquete está hecho para engañar, o es mucho mayor que cualquier modelo ({what}).',
    todo: 'No lo use. No se guardó nada.',
  },
  'archive/extra': {
    what: 'El archivo del paquete contiene algo que no pertenece al modelo ({what}).',
    todo: 'No se guardó nada. Si alguien lo desempaquetó y lo volvió a empaquetar, desempaquételo otra vez y elija la carpeta.',
  },
  'archive/choose-again': {
    what: 'Para seguir, la aplicación necesita otra vez el archivo {file}.',
    todo: 'Elija el mismo archivo. Lo que llegó se conserva.',
  },
  'archive/other-format': {
    what: '{file} es un modelo en formato {format}, que esta aplicación no puede ejecutar.',
    todo: 'Busque el mismo modelo como archivo GGUF: «De un repositorio» puede buscar uno.',
  },
  'archive/compressed': {
    what: '{file} está comprimido ({format}).',
    todo: 'Descomprímalo primero y elija lo que había dentro.',
  },
  'archive/stand-in': {
    what: '{file} no es el modelo mismo: está vacío, es una página web o una nota que lo representa.',
    todo: 'Descargue otra vez el modelo. Si el sitio pide iniciar sesión, hágalo antes. Una copia hecha con git necesita también sus archivos grandes.',
  },
  'mlc/invalid': {
    what: 'Un archivo de este modelo no es correcto: {file} ({problem}).',
    todo: 'Descargue otra vez el modelo de su editor, o elija otro.',
  },
  'peer/failed': {
    what: 'La conexión con el otro dispositivo no se pudo hacer, o se perdió.',
    todo: 'Mantenga ambos dispositivos en la misma red y esta página abierta en los dos, y conecte de nuevo. Lo que llegó se conserva.',
  },
  'peer/code': {
    what: 'Este no es un código de conexión de Haversack, o está incompleto.',
    todo: 'Copie o escanee otra vez el código completo desde el otro dispositivo.',
  },
  'peer/protocol': {
    what: 'El otro dispositivo envió algo que no corresponde y se cortó la conexión.',
    todo: 'No se guardó nada incorrecto. Actualice la aplicación en los dos dispositivos y vuelva a conectarlos, o use otro dispositivo.',
  },
  'device/no-signatures': {
    what: 'Este navegador es demasiado antiguo para comprobar quién firmó la lista de modelos (Ed25519).',
    todo: 'Use la versión más reciente de su navegador. Hasta entonces, cada modelo cuenta como visto aquí por primera vez.',
  },
  'bug/unexpected': {
    what: 'La aplicación ha tenido un error interno.',
    todo: 'Su texto se conserva. Vuelva a cargar la página; si ocurre de nuevo, comuníquelo junto con los detalles.',
  },
};
