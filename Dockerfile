# One image for every process: `docker run tierline ingest | rollup | scoring | live | alerts | snapshots | all`, or any command of the command line: `docker run tierline key create …`.
# A registry of one's own: docker build --build-arg NODE_IMAGE=registry.example/library/node:24.9.0-bookworm-slim .
ARG NODE_IMAGE=node:24.9.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV CI=true
# What npm reads comes first, so that a change of sources alone installs nothing anew.
COPY package.json package-lock.json .npmrc ./
COPY apps/dashboard/package.json apps/dashboard/
COPY libs/boards/package.json libs/boards/
COPY libs/contracts/package.json libs/contracts/
COPY libs/platform/package.json libs/platform/
COPY libs/scoring/package.json libs/scoring/
COPY services/alerts/package.json services/alerts/
COPY services/all-in-one/package.json services/all-in-one/
COPY services/ingest/package.json services/ingest/
COPY services/live/package.json services/live/
COPY services/rollup/package.json services/rollup/
COPY services/scoring/package.json services/scoring/
COPY services/snapshots/package.json services/snapshots/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node_modules/.bin/tsc -b
RUN node_modules/.bin/vite build apps/dashboard --logLevel warn
RUN node deploy/image/build-id.mjs > BUILD
RUN npm prune --omit=dev --no-audit --no-fund
# What runs is what was built: no sources, no maps, no build state.
RUN find libs services apps -depth \( -name src -o -name .tsbuildinfo -o -name '*.map' -o -name '*.d.ts' \) -not -path '*/node_modules/*' -exec rm -rf {} +

FROM ${NODE_IMAGE} AS run
WORKDIR /app
# The embedded PostgreSQL asks for its user's name, so the number needs an entry.
RUN groupadd --gid 10001 tierline && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/tierline --shell /usr/sbin/nologin tierline \
  && install -d -o tierline -g tierline -m 0750 /var/lib/tierline /var/lib/tierline/exports
ENV NODE_ENV=production TIERLINE_HOST=0.0.0.0 TIERLINE_PORT=4620 TIERLINE_DATA=/var/lib/tierline
# Owned by root and written by nobody: the root file system may be mounted read-only.
COPY --from=build /app/package.json /app/BUILD ./
COPY --from=build /app/node_modules node_modules/
COPY --from=build /app/libs libs/
COPY --from=build /app/services services/
COPY --from=build /app/apps apps/
COPY --from=build /app/rubrics rubrics/
COPY --from=build /app/deploy/image deploy/image/
USER 10001:10001
VOLUME /var/lib/tierline
EXPOSE 4620
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/app/deploy/image/health.mjs"]
ENTRYPOINT ["sh", "/app/deploy/image/entry.sh"]
CMD ["all"]
