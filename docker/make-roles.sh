#!/bin/sh
# Run once by the postgres image: a role that owns the tables, and one that owns nothing and bypasses nothing.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE eenmaal_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE eenmaal_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE eenmaal OWNER eenmaal_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE eenmaal FROM PUBLIC;
GRANT CONNECT ON DATABASE eenmaal TO eenmaal_app;
SQL
