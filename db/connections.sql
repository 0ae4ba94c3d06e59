-- Who may enter this database. Not copied by CREATE DATABASE … TEMPLATE.
revoke all on database :"database" from public;
revoke all on database :"database" from :"login";
grant connect on database :"database" to :"login";
