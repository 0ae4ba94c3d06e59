# One image for every part; the command says which: bun gateway/src/part.ts <name>.
FROM oven/bun:1.4.5 AS build
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
COPY db/package.json db/
COPY db/demo/package.json db/demo/
COPY gateway/package.json gateway/
COPY launch/package.json launch/
COPY web/package.json web/
COPY services/kit/package.json services/kit/
COPY services/auth/package.json services/auth/
COPY services/patient/package.json services/patient/
COPY services/doctor/package.json services/doctor/
COPY services/appointment/package.json services/appointment/
COPY services/notification/package.json services/notification/
RUN bun install --frozen-lockfile --omit=optional
COPY . .
RUN bun launch/src/build-web.ts

FROM build AS runtime-modules
# What only builds and tests need, and what only browsers run, stays behind.
RUN find . -name node_modules -type d -prune -exec rm -rf {} + \
  && bun install --frozen-lockfile --production --omit=optional --filter '!@wardline/web'

FROM oven/bun:1.4.5-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
COPY --from=runtime-modules /app /app
RUN mkdir /data && chown bun:bun /data
USER bun
VOLUME /data
EXPOSE 3000
CMD ["bun", "gateway/src/single.ts"]
