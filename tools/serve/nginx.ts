/**
 * The part of an nginx configuration that serves the app: docs/deploy/nginx.conf is its text for the root of a host.
 * Headers are chosen by `map`, because an add_header in a location would drop those of the server block.
 */
import { headersFor, WORKER_POLICIES } from '../../src/headers';
import { IMMUTABLE, REVALIDATE } from './send';

/** `root` is the folder that `npm run site` made; `base` as in tools/base.mjs. */
export function nginxConfig(root: string, base = ''): string {
  const everywhere = Object.entries(headersFor('/'));
  const workers = Object.entries(WORKER_POLICIES).map(
    ([name, policy]) => `  "~/_app/immutable/workers/${name}-[\\w-]+\\.js$" "${policy}";`,
  );
  return `# Made by npm run site from src/headers.ts. Belongs inside http { }; add TLS (listen 443 ssl, ssl_certificate, …) to the
# server: without https a browser gives neither WebGPU nor offline use, except on the machine itself.

map $uri $haversack_policy {
  default "";
${workers.join('\n')}
}
map $uri $haversack_cache {
  default "${REVALIDATE}";
  "~/_app/immutable/" "${IMMUTABLE}";
  "~/packs/(blobs/)?[0-9a-f]{64}(\\.json)?$" "${IMMUTABLE}";
}

server {
  listen 8080;
  root ${root};
  index index.html;
  absolute_redirect off;
  etag on;

${everywhere.map(([name, value]) => `  add_header ${name} "${value}" always;`).join('\n')}
  add_header Content-Security-Policy $haversack_policy always;
  add_header Cache-Control $haversack_cache always;

  types {
    text/html html;
    text/css css;
    text/javascript js;
    text/plain txt;
    application/json json;
    application/wasm wasm;
    application/manifest+json webmanifest;
    image/png png;
    image/svg+xml svg;
  }
  default_type application/octet-stream;
  gzip on;
  gzip_types text/css text/javascript text/plain application/json application/wasm application/manifest+json image/svg+xml;

  location ${base}/ {
${base === '' ? '' : `    alias ${root}/;\n`}    error_page 404 ${base}/404.html;
  }
  location ~ /\\. {
    return 404;
  }
}
`;
}
