# The app and its packs as a folder (docs/deploy.md), served by nginx. TLS belongs in front of it.
FROM node:22-bookworm-slim AS site
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
WORKDIR /haversack
COPY . .
RUN npm ci
# BASE: the path below which the app is served; MODELS: as in `npm run mirror -- --help`.
ARG BASE=/
ARG MODELS="smollm2 gemma3"
RUN npm run site -- /srv/haversack --base "$BASE" $MODELS

FROM nginx:1.28-alpine
COPY --from=site /srv/haversack /srv/haversack
COPY --from=site /srv/haversack.nginx.conf /etc/nginx/conf.d/default.conf
EXPOSE 8080
