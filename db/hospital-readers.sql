grant usage on schema hospital to :"login";
grant select on hospital.setting to :"login";
