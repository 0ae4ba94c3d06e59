-- Once for each login, and again without effect. :"name" is replaced by an identifier, :'name' by a text.
do $$
begin
  if not exists (select from pg_roles where rolname = :'login') then
    create role :"login" nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  elsif exists (select from pg_roles where rolname = :'login' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)) then
    -- Only where needed: an owner who is not a superuser may not even say so.
    alter role :"login" nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    -- To act for this login when something is to belong to it.
    grant :"login" to current_user;
  end if;
end
$$;

alter role :"login" login password :'password';
-- Where an operator such as % of pg_trgm is found: operators can't be written with their schema conveniently.
alter role :"login" set search_path = :"schema", extensions;
alter role :"login" set timezone = 'UTC';
grant usage on schema extensions to :"login";
