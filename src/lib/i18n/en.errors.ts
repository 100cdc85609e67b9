/** One sentence on what happened, one on what to do. `{name}` stands for a value of the error's details. */
export const enErrors = {
  'device/no-webgpu': {
    what: 'This browser cannot use the graphics processor.',
    todo: 'Choose “Main processor (CPU)” in the settings.',
  },
  'device/gpu-too-small': {
    what: 'The graphics processor is too small for this model.',
    todo: 'Choose “Main processor (CPU)” in the settings, or a smaller model.',
  },
  'device/gpu-lost': {
    what: 'The graphics processor stopped answering.',
    todo: 'Your text is kept. Try again; if it happens often, choose “Main processor (CPU)” in the settings.',
    /** Instead of `todo` where the same has just happened before (details.again). */
    again:
      'It stopped twice within a minute. Your text is kept. Choose “Main processor (CPU)” in the settings, or a smaller model.',
  },
  'device/gpu-memory': {
    what: 'The graphics processor has too little free memory.',
    todo: 'Close other programs or tabs, or choose a smaller model.',
  },
  'device/wasm-unsupported': {
    what: 'This browser lacks a feature that models need (64-bit WebAssembly memory).',
    todo: 'Use the newest Chrome, Edge or Firefox, or a device whose graphics processor can run models.',
  },
  'device/needs-gpu': {
    what: 'This model runs on a graphics processor only, and none that can run it was found here.',
    todo: 'Choose another model, or use a device and browser with WebGPU.',
  },
  'storage/quota': {
    what: 'There is not enough free storage: {needed} needed, {available} free.',
    todo: 'Free some space on the disk, or delete unfinished downloads in the library. Then try again.',
  },
  'storage/unavailable': {
    what: 'This browser gives the app no place to store models.',
    todo: 'Leave private browsing, or allow site data for this app.',
  },
  'storage/write-failed': {
    what: 'A file could not be written.',
    todo: 'Check that the disk is not full. What has arrived is kept; try again.',
  },
  'storage/busy': {
    what: 'Another tab is using this file.',
    todo: 'Close the other tab, or wait until it is done.',
  },
  'storage/worker-ended': {
    what: 'The part of the app that keeps models stopped, and was started again.',
    todo: 'What is stored is kept. Try again; downloads go on by themselves.',
  },
  'source/unreachable': {
    what: 'The place with the model could not be reached.',
    todo: 'Check the network and try again. Nothing that has arrived is lost.',
  },
  'source/http-status': {
    what: 'The server answered with an error ({status}).',
    todo: 'Try again later. Nothing that has arrived is lost.',
  },
  'source/stalled': {
    what: 'The download stood still for too long.',
    todo: 'Try again when the network is better. Nothing that has arrived is lost.',
  },
  'source/web-page': {
    what: 'This network sent a web page instead of the model. It may want you to log in.',
    todo: 'Open any website in another tab, log in to the network, and try again.',
  },
  'source/too-long': {
    what: 'The server sent more bytes than it should.',
    todo: 'Tell the person who runs the server. Nothing wrong was stored.',
  },
  'source/too-short': {
    what: 'The server ended the file too early.',
    todo: 'Try again. If it happens again, tell the person who runs the server.',
  },
  'source/digest': {
    what: 'The file that arrived is not the file that was promised.',
    todo: 'It was not stored. Try again on another network; if it happens again, tell the publisher.',
  },
  'source/redirected': {
    what: 'The server sent us on to another place, which is not allowed.',
    todo: 'Tell the person who runs the server.',
  },
  'pack/manifest-invalid': {
    what: 'The description of this model is not in order ({where}).',
    todo: 'Tell the person who published it. Nothing was installed.',
  },
  'pack/manifest-too-large': {
    what: 'The description of this model is too large.',
    todo: 'Tell the person who published it. Nothing was installed.',
  },
  'pack/missing': {
    what: 'A file of this model is not on this device.',
    todo: 'With a network it is fetched again by itself when the app is opened. Or open the library and choose “Repair”.',
  },
  'pack/corrupt': {
    what: 'A file of this model is damaged, so it was not used.',
    todo: 'Open the library and choose “Repair”. That fetches only the damaged pieces.',
  },
  'pack/in-use': {
    what: 'The model is in use.',
    todo: 'Stop the work that uses it, also in other tabs. Then try again.',
  },
  'pack/licence-not-accepted': {
    what: 'The licence of this model was not accepted.',
    todo: 'Read it and accept it, or choose another model.',
  },
  'pack/newer-format': {
    what: 'This model was packed for a newer version of the app.',
    todo: 'Reload the app with a network to get the newest version.',
  },
  'gguf/not-gguf': { what: 'This file is not a GGUF model.', todo: 'Choose another file.' },
  'gguf/truncated': { what: 'The model file ends too early.', todo: 'Get the file again.' },
  'gguf/limits': {
    what: 'The model file says something impossible about itself.',
    todo: 'Do not use it. Choose another file.',
  },
  'gguf/unsupported': {
    what: 'This kind of model cannot run on the graphics processor here.',
    todo: 'Choose “Main processor (CPU)” in the settings, or another model.',
  },
  'gguf/tokenizer': { what: 'The word list of this model cannot be read.', todo: 'Choose another file.' },
  'gguf/split': {
    what: 'This model is split into several files ({file}), which this app cannot join.',
    todo: 'Choose a copy of it in one file. Or join the parts with gguf-split of llama.cpp, and bring the file in here.',
  },
  'document/too-large': { what: 'The text is too long for one go.', todo: 'Translate it in parts.' },
  'engine/no-library': {
    what: 'There is no compiled library for this model.',
    todo: 'Choose “Main processor (CPU)” in the settings. A library for its shape can be compiled: docs/compile.md says how.',
  },
  'engine/load-failed': {
    what: 'The model could not be loaded.',
    todo: 'Try again. If it fails again, open the library and choose “Check again”.',
  },
  'engine/worker-died': {
    what: 'The engine stopped.',
    todo: 'Your text is kept. Try again; with little memory, choose a smaller model.',
  },
  'engine/worker-hung': {
    what: 'The engine did not answer for a long time and was stopped.',
    todo: 'Your text is kept. Try again.',
  },
  'engine/not-loaded': { what: 'No model is loaded.', todo: 'Choose a model and try again.' },
  'engine/too-long': { what: 'The text is too long for this model.', todo: 'Make it shorter, or split it.' },
  'engine/degenerate': {
    what: 'The model wrote nonsense and was stopped.',
    todo: 'Try again, or choose another model.',
  },
  'engine/busy': { what: 'The engine has too much to do.', todo: 'Wait until the work before it is done.' },
  'engine/generate-failed': {
    what: 'The model failed while it was writing.',
    todo: 'Your text is kept. Try again.',
  },
  'source/not-found': {
    what: 'There is no such model or file at this address ({what}).',
    todo: 'Check the name: owner/model, as on the model’s page. Names are case-sensitive.',
  },
  'source/no-model': {
    what: 'There is no model in {what} that this app can run.',
    todo: 'The app runs GGUF files, and models compiled by MLC. Search the hub for a GGUF of the same model.',
  },
  'source/needs-account': {
    what: 'The publisher gives this model only to people who are logged in and have accepted its terms ({what}).',
    todo: 'Download the file with your own account, then bring the file in here.',
  },
  'source/hub-answer': {
    what: 'The hub answered with something that this app cannot read ({what}).',
    todo: 'Check the address of the hub. If it is right, the hub may have changed: a newer version of this app may help.',
  },
  'source/gone': {
    what: 'What this download came from ({what}) is not at hand now.',
    todo: 'Choose the file again, connect to a device that has the model, or install it where this app offers it. What has arrived is kept.',
  },
  'source/insecure': {
    what: 'The app was opened over https, and {host} offers only http: browsers do not allow that.',
    todo: 'Give the other side https (docs/deploy.md says how), or bring the model as a file or from another device.',
  },
  'source/local-network': {
    what: 'The browser has not allowed this page to reach {host} in your own network.',
    todo: 'If the browser asks about devices in your local network, allow it; or do so in its settings for this site. Then try again.',
  },
  'source/limited': {
    what: '{host} has had enough questions from this internet address for now.',
    todo: 'Wait, up to an hour, and try again. Everybody behind one address shares the limit: a mirror in the room asks only once for all.',
  },
  'pack/signature': {
    what: 'The list of models from this site is not signed by the key that this app trusts.',
    todo: 'Nothing from it was used. Tell the person who runs the site; what is installed still works.',
  },
  'pack/rollback': {
    what: 'The site offered an older list of models ({version}) than this device has seen ({seen}).',
    todo: 'It was not used. Somebody may be replaying an old copy: try another network, or tell the person who runs the site.',
  },
  'pack/expired': {
    what: 'The list of models from this site was good until {until}.',
    todo: 'Check the date of this device. If it is right, the site was not renewed: tell the person who runs it. What is installed still works.',
  },
  'pack/needs-word': {
    what: 'Nobody vouches for this model: its digest is seen here for the first time.',
    todo: 'Read what is known about it, and say that you want it all the same.',
  },
  'pack/unfit': {
    what: 'The files arrived whole, but they are not what they claim to be: {what} ({file}).',
    todo: 'The model was not made ready for use. Choose another copy of it, or tell its publisher.',
  },
  'archive/unknown-kind': {
    what: 'This is no model that Haversack knows: {file}.',
    todo: 'Choose a GGUF file, a pack that Haversack has saved, or a folder with a model in MLC form.',
  },
  'archive/damaged': {
    what: 'The pack file is damaged or cut off ({what}).',
    todo: 'Copy it again from where you got it. Nothing wrong was stored.',
  },
  'archive/limits': {
    what: 'The pack file is made to mislead, or is far larger than any model ({what}).',
    todo: 'Do not use it. Nothing was stored.',
  },
  'archive/extra': {
    what: 'The pack file holds something that does not belong to the model ({what}).',
    todo: 'Nothing was stored. If somebody has unpacked it and packed it again, unpack it once more and choose the folder.',
  },
  'archive/choose-again': {
    what: 'To go on, the app needs the file {file} again.',
    todo: 'Choose the same file. What has arrived is kept.',
  },
  'archive/other-format': {
    what: '{file} is a model as {format}, a form that this app cannot run.',
    todo: 'Look for the same model as a GGUF file: “From a hub” can search for one.',
  },
  'archive/compressed': {
    what: '{file} is packed ({format}).',
    todo: 'Unpack it first, then choose what was in it.',
  },
  'archive/stand-in': {
    what: '{file} is not the model itself: it is empty, a web page, or a note that stands for it.',
    todo: 'Download the model again. If the site wants you to log in, do that first. A copy that was made with git needs its large files, too.',
  },
  'mlc/invalid': {
    what: 'A file of this model is not right: {file} ({problem}).',
    todo: 'Download the model again from its publisher, or choose another one.',
  },
  'peer/failed': {
    what: 'The connection to the other device could not be made, or was lost.',
    todo: 'Keep both devices on the same network and this page open on both, then connect again. What has arrived is kept.',
  },
  'peer/code': {
    what: 'This is not a connection code of Haversack, or it is cut off.',
    todo: 'Copy or scan the whole code again from the other device.',
  },
  'peer/protocol': {
    what: 'The other device sent something that does not belong here, so the connection was ended.',
    todo: 'Nothing wrong was kept. Update the app on both devices, then connect again, or use another device.',
  },
  'device/no-signatures': {
    what: 'This browser is too old to check who signed the list of models (Ed25519).',
    todo: 'Use the newest version of your browser. Until then every model counts as seen here for the first time.',
  },
  'bug/unexpected': {
    what: 'The app met a mistake of its own.',
    todo: 'Your text is kept. Reload the page; if it happens again, please report it with the details.',
  },
};
