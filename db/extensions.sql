-- Once for each database. Extensions live in a schema of their own, so that logins can use them and read nothing else.
create schema if not exists extensions;
create extension if not exists pg_trgm schema extensions;
create extension if not exists btree_gist schema extensions;
create extension if not exists unaccent schema extensions;

revoke all on schema public from public;
