import { servePacks } from './serve-packs';

/** For the site's own packs, files and peers: its policy lets it ask the app's own origin only. */
servePacks({ outside: false });
