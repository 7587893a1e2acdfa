# Three stages: the frontend's files, the Python environment, and a runtime that holds neither
# Node nor compilers. No secret is built in: keys are made in the data volume at the first start.

FROM node:22-bookworm-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY frontend/ ./
RUN npm run build --silent

FROM python:3.13-slim-bookworm AS environment
WORKDIR /opt/lentera
RUN python -m venv .venv
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml ./
COPY app/ app/
RUN .venv/bin/pip install --no-cache-dir setuptools \
    && .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && .venv/bin/pip uninstall -y setuptools

FROM python:3.13-slim-bookworm AS runtime
RUN groupadd --system --gid 10001 lentera \
    && useradd --system --uid 10001 --gid lentera --home-dir /var/lib/lentera --shell /usr/sbin/nologin lentera \
    && install --directory --owner=lentera --group=lentera --mode=0700 /var/lib/lentera
WORKDIR /opt/lentera
COPY --from=environment /opt/lentera/ ./
COPY alembic.ini ./
COPY migrations/ migrations/
COPY content/ content/
COPY --from=frontend /build/frontend/dist/ frontend/dist/
ENV PATH=/opt/lentera/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LENTERA_DATA_DIR=/var/lib/lentera \
    LENTERA_CONTENT=/opt/lentera/content \
    LENTERA_HOST=0.0.0.0 \
    LENTERA_PORT=8000
USER lentera
VOLUME /var/lib/lentera
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['LENTERA_PORT'] + '/healthz', timeout=4)"]
CMD ["lentera", "serve"]
