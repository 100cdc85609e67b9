/** Its home is the domain, since parsers of other rooms hold untrusted JSON to the same rules. */
export { parseJson, type JsonCodes, type JsonLimits } from '../../domain/json';
