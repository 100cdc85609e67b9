import { servePacks } from './serve-packs';

/** For hubs and mirrors: it may ask any host, so it is started only once a person has chosen such a source. */
servePacks({ outside: true });
