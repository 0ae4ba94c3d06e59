-- What a service may do in its own schema; it has nothing in any other.
grant usage on schema :"schema" to :"login";
grant select, insert, update, delete on all tables in schema :"schema" to :"login";
grant usage, select on all sequences in schema :"schema" to :"login";
alter default privileges in schema :"schema" grant select, insert, update, delete on tables to :"login";
alter default privileges in schema :"schema" grant usage, select on sequences to :"login";

-- Who did what, when, is written once: not even the service can change it afterwards.
do $$
begin
  if to_regclass(format('%I.history', :'schema')) is not null then
    revoke update, delete on table :"schema".history from :"login";
  end if;
end
$$;
