/** The parts of CycloneDX 1.6 (ECMA-424) that we write; its own schema is the judge, in the tests. */
export type BomHash = { alg: 'SHA-256'; content: string };
export type BomProperty = { name: string; value: string };
export type BomReference = {
  type:
    | 'website'
    | 'distribution'
    | 'distribution-intake'
    | 'license'
    | 'evidence'
    | 'model-card'
    | 'documentation'
    | 'source-distribution';
  url: string;
  comment?: string;
};
export type BomLicence = {
  license: ({ id: string } | { name: string }) & { url?: string; acknowledgement: 'declared' };
};

export type ModelCard = {
  modelParameters: {
    task: string;
    architectureFamily: string;
    modelArchitecture: string;
    datasets?: { type: 'dataset'; name: string; contents: { url: string } }[];
    inputs: { format: string }[];
    outputs: { format: string }[];
  };
  quantitativeAnalysis?: { performanceMetrics: { type: string; value: string; slice: string }[] };
  considerations: { useCases: string[]; technicalLimitations: string[] };
};

export type BomPedigree = { ancestors: BomComponent[]; notes?: string };

export type BomComponent = {
  type: 'machine-learning-model' | 'library' | 'framework' | 'file' | 'data' | 'application' | 'device';
  'bom-ref'?: string;
  name: string;
  version?: string;
  description?: string;
  purl?: string;
  copyright?: string;
  hashes?: BomHash[];
  licenses?: BomLicence[];
  pedigree?: BomPedigree;
  externalReferences?: BomReference[];
  components?: BomComponent[];
  modelCard?: ModelCard;
  properties?: BomProperty[];
};

/** Without `dependsOn` it needs nothing else, which is another thing than not being listed. */
export type BomDependency = { ref: string; dependsOn?: string[] };

export type Bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json';
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  serialNumber: string;
  version: 1;
  metadata: { timestamp?: string; tools: { components: BomComponent[] }; component: BomComponent };
  components: BomComponent[];
  dependencies: BomDependency[];
};
