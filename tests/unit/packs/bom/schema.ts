import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const folder = join(
  createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'),
  '../res/schema',
);
const schema = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;

/** The official schema of CycloneDX 1.6, with the two that it refers to. */
export function bomSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // ajv-formats knows the URI formats; these two are their international forms, and an address is ASCII here.
  ajv.addFormat('iri-reference', (text: string) => URL.canParse(text, 'https://example.org/'));
  ajv.addFormat('idn-email', /^[^@\s]+@[^@\s]+$/);
  for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`);
  return ajv.compile(schema('bom-1.6.SNAPSHOT.schema.json'));
}
