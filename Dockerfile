# The product in one image; every role is the same program: serve, copy, verify and all other commands.
# Build: docker build -t service-ledger .

# What runs: compiled where no binary of better-sqlite3 fits, without what only a build needs.
FROM node:20.19.5-bookworm-slim AS packages
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
COPY vendor ./vendor
RUN npm ci --omit=dev --no-audit --no-fund

FROM packages AS build
RUN npm ci --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json tsconfig.pure.json ./
COPY domain ./domain
COPY projections ./projections
COPY migrations ./migrations
COPY bench ./bench
COPY golden ./golden
COPY src ./src
RUN npm run -s build

FROM node:20.19.5-bookworm-slim
ENV NODE_ENV=production LEDGER_HOME=/data HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/package.json ./
COPY --from=packages /app/vendor ./vendor
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Stores of the embedded set; with stores on servers, the first admin key alone.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The program itself has the process id 1: SIGTERM reaches it.
ENTRYPOINT ["node", "dist/src/cli.js"]
CMD ["serve"]
