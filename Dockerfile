# Builds the web app, then keeps only what runs. Mail servers and settings come in as POSTERN_… variables;
# /data holds the database and the key file.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
# One arena: memory that one thread frees is used again by the others, some 25 KB less for each signed-in account.
ENV MALLOC_ARENA_MAX=1
ENV NODE_ENV=production POSTERN_HOST=0.0.0.0 POSTERN_PORT=8080 POSTERN_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/schema ./schema
COPY --from=build /app/server ./server
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; fetch(`http${process.env.POSTERN_TLS_CERT ? 's' : ''}://127.0.0.1:${process.env.POSTERN_PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
