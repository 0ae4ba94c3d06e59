-- What the whole hospital has agreed on; each service reads it, only the migrator writes.
create schema if not exists hospital;
create table if not exists hospital.setting (
  name text primary key,
  value text not null
);
